import type { BrowserContext, Page } from 'playwright-core'
import { openBrowser } from './browser.ts'
import { startServer } from './real-server.ts'

/** What a page of an integrator looks like: it loads the wrapper, and says when it was called. */
export const wrapperPage = (origin: string) => `<!doctype html><html lang="en"><title>CRM</title>
  <button id="before">Before</button>
  <script src="${origin}/api/wrapper.whtm"></script>
  <script>function onAPILoadReady() { window.isReady = true }</script></html>`

/** A tab, spoken to as a page's own script would. */
export type Tab = {
  readonly page: Page
  /** Runs a line of the page's script and answers with what it resolves to, or with the error's code. */
  run<T = unknown>(script: string): Promise<T>
  reload(): Promise<void>
}

export async function openTab(page: Page, url: string): Promise<Tab> {
  const arrive = async (go: () => Promise<unknown>) => {
    await go()
    await page.waitForFunction('window.isReady')
  }
  await arrive(async () => page.url() === url || page.goto(url))
  return {
    page,
    run: (script) =>
      page.evaluate(`(async () => { const { PBX } = IPCortex; const { Auth } = PBX; ${script} })().catch(({ code }) => code)`),
    reload: () => arrive(() => page.reload()),
  }
}

/** A browser with pages on the server's own origin; another browser at a server that runs already, if that is given. */
export async function startOwnPages(running?: Awaited<ReturnType<typeof startServer>>) {
  const server = running ?? (await startServer())
  const context: BrowserContext = await openBrowser()
  const url = `${server.origin}/crm-page`
  await context.route(url, (route) => route.fulfill({ contentType: 'text/html', body: wrapperPage(server.origin) }))
  return { server, context, url, open: async () => openTab(await context.newPage(), url) }
}
