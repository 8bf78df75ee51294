import { parseArgs } from 'node:util'
import { findFfmpeg } from './ffmpeg.ts'
import { startMovingScreen } from './moving-screen.ts'

// A screen to record, until its input closes: `node scripts/show-screen.ts --width 1920 --height 1080 --still`. Prints its name, such as `:1`.
const { values } = parseArgs({
  options: {
    width: { type: 'string', default: '640' },
    height: { type: 'string', default: '480' },
    still: { type: 'boolean', default: false },
  },
})
findFfmpeg()
const [width, height] = [Number(values.width), Number(values.height)]
const { display, stop } = await startMovingScreen({ width, height, moves: !values.still })
process.stdout.write(`${display}\n`)
process.stdin.resume().once('end', () => void stop().then(() => process.exit(0)))
