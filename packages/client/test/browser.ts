import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { findChromium } from '../../../scripts/chromium.ts'
import type { Hotseat } from '../src/index.ts'
import { atEnd } from './real-server.ts'

declare global {
  interface Window {
    /** The client of the test's page. */
    hotseat: Hotseat
    /** What `restored` told, in order. */
    restored: unknown[]
  }
}

/** A real Chromium for one test; its back/forward cache, which is off when a browser is driven, is on if wanted. */
export async function openBrowser({ hasPageCache = false } = {}): Promise<BrowserContext> {
  // A page that a test makes up counts as one of the public network, which may not call this machine.
  const args = ['--no-sandbox', '--disable-features=LocalNetworkAccessChecks,LocalNetworkAccessChecksWebSockets']
  const ignoreDefaultArgs = hasPageCache ? ['--disable-back-forward-cache'] : []
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args, ignoreDefaultArgs })
  atEnd(() => browser.close())
  return browser.newContext()
}

/** The page of an integrator: it loads the SDK from the server, as `window.hotseat`. */
export function pageWithSdk(server: string, options: object): string {
  return `<!doctype html><title>CRM</title><script type="module">
    import { createHotseat } from '${server}/sdk/hotseat.js'
    window.restored = []
    window.hotseat = createHotseat(${JSON.stringify(options)})
    window.hotseat.on('restored', (what) => window.restored.push(what))
    window.hotseat.keep(() => ({ version: 1, route: location.pathname }))
  </script>`
}

/** Goes to a page and waits until the SDK is there. */
export async function visit(page: Page, url: string): Promise<void> {
  await page.goto(url)
  await page.waitForFunction(() => 'hotseat' in window)
}

/** Waits until the page's client shows a connection of this kind. */
export async function untilStatus(page: Page, kind: string): Promise<void> {
  await page.waitForFunction((wanted) => window.hotseat.status.kind === wanted, kind, { timeout: 15_000 })
}
