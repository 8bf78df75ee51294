/** Finds or installs the ffmpeg of the tests, before several of them look for it at once. */
import { findFfmpeg } from '../ffmpeg.ts'

console.log(findFfmpeg().ffmpeg)
