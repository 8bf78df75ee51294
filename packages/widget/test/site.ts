import { once } from 'node:events'
import { createServer } from 'node:http'
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Locator, type Page } from 'playwright-core'
import { findChromium } from '../../../scripts/chromium.ts'
import { atEnd, freePort } from './real-server.ts'

/** The policy of a careful shop: nothing but its own script, and the chat's server. No inline style, no inline script. */
const strictPolicy = (server: string) =>
  [
    "default-src 'none'",
    `script-src 'self' ${server}`,
    `connect-src ${server} ${server.replace('http', 'ws')}`,
    "style-src 'none'",
    "img-src 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ')

export type SitePage = {
  /** What is in the body, besides the page's own script. */
  readonly body: string
  /** The page's own script, served as a file. */
  readonly script?: string
  readonly lang?: string
  readonly dir?: string
}

/** The usual page: the script and the element, as an integrator pastes them. */
export const element = (server: string, more = '', project = 'support') =>
  `<script src="${server}/chat-widget.js" defer></script><chat-widget jira-id="demo" service-desk-id="${project}"${more}></chat-widget>`

/** A web site of its own origin, with a strict policy. */
export async function serveSite(server: string, { body, script = '', lang = 'en', dir = 'ltr' }: SitePage): Promise<string> {
  const site = createServer(({ url }, response) => {
    response.setHeader('content-security-policy', strictPolicy(server))
    if (url === '/site.js') response.setHeader('content-type', 'text/javascript').end(script)
    else
      response
        .setHeader('content-type', 'text/html')
        .end(
          `<!doctype html><html lang="${lang}" dir="${dir}"><meta name="viewport" content="width=device-width, initial-scale=1">` +
            `<title>A shop</title><main><h1>A shop</h1></main>${body}<script src="/site.js"></script></html>`,
        )
  })
  const port = await freePort()
  site.listen(port, '127.0.0.1')
  await once(site, 'listening')
  atEnd(() => {
    site.closeAllConnections()
    site.close()
  })
  return `http://127.0.0.1:${port}`
}

/** A real Chromium for one test. What a page's policy refused is a failure of the widget: it is kept in `refused`. */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<BrowserContext> {
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'] })
  atEnd(() => browser.close())
  return browser.newContext({ locale: 'en-GB', ...options })
}

/** The widget of a page, as a person meets it. */
export type WidgetOnPage = {
  readonly page: Page
  readonly panel: Locator
  readonly launcher: Locator
  /** What went wrong on the page: refused by its policy, or thrown. */
  readonly faults: readonly string[]
  open(): Promise<void>
  say(text: string): Promise<void>
  /** The bubbles, in order. */
  said(): Promise<string[]>
  /** Calls a method of the element; `ok`, or the exception's message and code. */
  call(method: string, ...given: readonly string[]): Promise<string>
}

export async function visit(context: BrowserContext, url: string): Promise<WidgetOnPage> {
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (/Content Security Policy|Trusted/i.test(message.text())) faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(url)
  await page.waitForFunction(() => customElements.get('chat-widget') !== undefined)
  const panel = page.getByRole('dialog')
  const launcher = page.locator('chat-widget .launcher')
  return {
    page,
    panel,
    launcher,
    faults,
    open: () => launcher.click(),
    async say(text) {
      await panel.getByRole('textbox').fill(text)
      await page.keyboard.press('Enter')
    },
    said: () => panel.locator('.bubble').allTextContents(),
    call: (method, ...given) =>
      page.evaluate(
        async ([name, args]) => {
          const widget = document.querySelector('chat-widget') as unknown as Record<string, (...all: unknown[]) => unknown>
          try {
            await widget[name as string]?.(...(args as string[]))
            return 'ok'
          } catch (exception) {
            const { message, code } = exception as { message: string; code: string }
            return `${message} [${code}]`
          }
        },
        [method, given] as const,
      ),
  }
}
