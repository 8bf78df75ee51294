import { findFfmpeg } from '../../../scripts/ffmpeg.ts'
import { startMovingScreen as startScreen } from '../../../scripts/moving-screen.ts'
import { atEnd } from './recorder-rig.ts'

/** A screen of its own with a picture that moves, until the test is over; and an ffmpeg to capture it. */
export async function startMovingScreen(): Promise<{ readonly display: string }> {
  findFfmpeg()
  const { display, stop } = await startScreen()
  atEnd(stop)
  return { display }
}
