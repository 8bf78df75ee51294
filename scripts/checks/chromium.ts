/** Finds or installs the Chromium of the browser tests, before several of them look for it at once. */
import { findChromium } from '../chromium.ts'

console.log(findChromium())
