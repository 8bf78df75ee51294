/** Finds or installs the ffmpeg and the screen of the tests, before several of them look for it at once. */
import { findFfmpeg } from '../ffmpeg.ts'
import { findVirtualScreen } from '../virtual-screen.ts'

console.log(findFfmpeg().ffmpeg)
console.log(findVirtualScreen())
