import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { captureArguments, type Screen } from './capture-command.ts'

const run = promisify(execFile)

/** What keeps this machine from recording, as a sentence with what to do; null: nothing (spec RCF2). It captures a picture and keeps none. */
export async function probeScreen(program: string, screen: Screen | null): Promise<string | null> {
  try {
    const { stdout } = await run(program, ['-hide_banner', '-encoders'], { timeout: 10_000 })
    if (!/\blibx264\b/.test(stdout))
      return 'This ffmpeg has no libx264. Install one that has it (Debian: apt-get install ffmpeg).'
  } catch {
    return 'There is no ffmpeg. Install it (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg; Windows: winget install ffmpeg).'
  }
  if (screen === null)
    return 'There is no screen to capture: DISPLAY is not set, or this is a Wayland session, which shows its screen to no service. Run the recorder in the agent’s X11 session.'
  try {
    const args = captureArguments(screen, { frameRate: 5, maxHeight: 240 })
    const input = args.slice(0, args.indexOf('-movflags'))
    await run(program, ['-nostdin', ...input, '-frames:v', '1', '-f', 'null', '-'], { timeout: 10_000 })
    return null
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim().slice(-300) : ''
    return `The screen cannot be captured. ffmpeg says: ${said || 'nothing'}`
  }
}
