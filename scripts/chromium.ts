import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'
import { aptInstall } from './apt-install.ts'

/** What the search may look at and do; the test brings its own. */
export type Machine = {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isFile: (path: string) => boolean
  /** Where Playwright's own download would be. */
  readonly downloaded: () => string
  readonly isRoot: boolean
  /** Installs the system's Chromium; false when that failed or is not possible here. */
  readonly install: () => boolean
}

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/**
 * The Chromium for the browser tests: `HOTSEAT_CHROMIUM`, the system's, Playwright's own download, or, as root on a
 * machine with apt, one that is installed now. Throws with what to do when there is none: no browser, no test result.
 */
export function findChromium(machine: Machine = thisMachine): string {
  const named = machine.env.HOTSEAT_CHROMIUM
  if (named) {
    if (machine.isFile(named)) return named
    throw new Error(`HOTSEAT_CHROMIUM is ${named}, and there is no such file.`)
  }
  const found = onPath(machine) ?? downloaded(machine)
  if (found) return found
  if (machine.isRoot && machine.install()) {
    const installed = onPath(machine)
    if (installed) return installed
  }
  throw new Error(
    'The browser tests need a Chromium. Install one (Debian: apt-get install chromium; elsewhere: npx playwright install chromium), or name one in HOTSEAT_CHROMIUM.',
  )
}

function onPath({ env, isFile }: Machine): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isFile)
}

function downloaded({ downloaded, isFile }: Machine): string | undefined {
  const path = downloaded()
  return path !== '' && isFile(path) ? path : undefined
}

const thisMachine: Machine = {
  env: process.env,
  isFile: existsSync,
  downloaded: () => chromium.executablePath(),
  isRoot: process.getuid?.() === 0,
  install: () => aptInstall('chromium'),
}
