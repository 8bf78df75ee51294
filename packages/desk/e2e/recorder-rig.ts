import { type Browser, chromium, expect, type LaunchOptions, type Page } from '@playwright/test'
import { findChromium } from '../../../scripts/chromium.ts'
import { test as base, type Desk, openDesk } from './fixtures.ts'
import { createRecorderProcess, type RecorderProcess } from './recorder-process.ts'
import { createServerProcess, freePort, type ServerProcess } from './server-process.ts'

/** What the browser says when a page wants to speak to loopback (Local Network Access, S-43). */
export type Leave = 'prompt' | 'granted' | 'denied'

/** A desk beside a recorder, in a browser that takes its server for one of the Internet. */
export type RecorderRig = {
  readonly server: ServerProcess
  readonly recorder: RecorderProcess
  /** The recorder's port. */
  readonly port: number
  readonly browser: Browser
  /** Opens a desk whose browser gives that leave, and notes what it sends to the recorder. */
  open(leave: Leave): Promise<RecorderDesk>
}
export type Sent = { readonly line: string; readonly authorization: string; readonly body: string; readonly at: number }
export type RecorderDesk = Desk & {
  readonly sent: readonly Sent[]
  readonly pill: ReturnType<Desk['page']['getByTestId']>
  setLeave(leave: Leave): Promise<void>
}

/** The browser with the server's address in the public address space; a page of localhost needs no leave and would prove nothing. */
export function launchBrowser(server: ServerProcess, more: LaunchOptions = {}, args: readonly string[] = []): Promise<Browser> {
  const { host } = new URL(server.url)
  return chromium.launch({
    executablePath: findChromium(),
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', `--ip-address-space-overrides=${host}=public`, ...args],
    ...more,
  })
}

/** Opens a desk in that browser. */
export async function openRecorderDesk(
  browser: Browser,
  server: ServerProcess,
  port: number,
  leave: Leave,
): Promise<RecorderDesk> {
  const desk = await openDesk(browser, 'about:blank', { viewport: { width: 1280, height: 800 } })
  const { page } = desk
  const sent: Sent[] = []
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (url.port !== String(port)) return
    const { authorization = '' } = request.headers()
    sent.push({
      line: `${request.method()} ${url.pathname}`,
      authorization,
      body: request.postData() ?? '',
      at: performance.now(),
    })
  })
  const setLeave = await createLeaveSetting(page, server)
  if (leave !== 'prompt') await setLeave(leave)
  await page.goto(server.url)
  return { ...desk, sent, pill: page.getByTestId('recorder'), setLeave }
}

/** The browser's setting for that leave; what it was set to holds as long as the page is there. */
export async function createLeaveSetting(page: Page, server: ServerProcess): Promise<RecorderDesk['setLeave']> {
  const session = await page.context().newCDPSession(page)
  const { targetInfo } = await session.send('Target.getTargetInfo')
  return async (setting) => {
    await session.send('Browser.setPermission', {
      permission: { name: 'loopback-network' },
      ...{ setting, origin: server.url, ...(targetInfo.browserContextId && { browserContextId: targetInfo.browserContextId }) },
    })
  }
}

/** Rings the agent and answers. */
export async function takeCall({ page, state }: RecorderDesk): Promise<void> {
  await page.getByRole('button', { name: 'Ring me' }).click()
  // The key answers what rings already.
  await expect(state).toHaveAttribute('data-state', 'RESERVED')
  await expect(page.getByRole('button', { name: /^Accept|^Answer/ }).first()).toBeVisible()
  await page.keyboard.press('Alt+a')
  await expect(state).toHaveAttribute('data-state', 'TALKING')
}

/** Tests with a server of their own that is at another address of loopback than the recorder. */
export const test = base.extend<{ rig: RecorderRig }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
  rig: async ({}, use) => {
    const port = await freePort()
    const server = await createServerProcess({ HOTSEAT_HOST: '127.0.0.2', HOTSEAT_RECORDER_PORT: String(port) })
    const recorder = await createRecorderProcess({ port, server: server.url })
    await server.start()
    const browser = await launchBrowser(server)
    await use({ server, recorder, port, browser, open: (leave) => openRecorderDesk(browser, server, port, leave) })
    await browser.close()
    await recorder.dispose()
    await server.dispose()
  },
})
