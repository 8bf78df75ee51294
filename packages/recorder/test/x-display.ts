import { findFfmpeg } from '../../../scripts/ffmpeg.ts'
import { startMovingScreen as startScreen } from '../../../scripts/moving-screen.ts'
import { atEnd } from './recorder-rig.ts'

/** A screen with a picture that moves, until the test is over. */
export type MovingScreen = {
  readonly display: string
  /** Ends it as a machine that loses its power does. */
  off(): Promise<void>
  /** Starts it again at the same display. */
  on(): Promise<void>
}

let screens = 0

/** A screen of its own with a picture that moves, until the test is over; and an ffmpeg to capture it. */
export async function startMovingScreen(): Promise<MovingScreen> {
  findFfmpeg()
  // No other test's screen takes its place while it is off.
  const display = `:${10_000 + ((process.pid * 10 + ++screens) % 50_000)}`
  let screen = await startScreen({ display })
  const off = () => screen.stop()
  atEnd(off)
  return {
    display,
    off,
    async on() {
      screen = await startScreen({ display })
    },
  }
}
