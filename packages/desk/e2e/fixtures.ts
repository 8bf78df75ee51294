import { type Browser, type BrowserContext, type BrowserContextOptions, test as base, expect, type Page } from '@playwright/test'
import { createServerProcess, type ServerProcess } from './server-process.ts'

export const demoPassword = 'demo-password-2026'

/** A desk in a browser of its own, with what a person does there in one line each. */
export type Desk = {
  readonly page: Page
  /** Signs in and, for an agent, takes the campaigns that are offered. */
  signIn(username: string, password?: string): Promise<void>
  /** The big word, its reason, and the connection. */
  readonly state: ReturnType<Page['getByRole']>
  readonly connection: ReturnType<Page['getByRole']>
  setReady(): Promise<void>
  setNotReady(reason: string): Promise<void>
}

/** Opens a desk in a new browser context. */
export async function openDesk(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Desk> {
  const page = await (await browser.newContext({ locale: 'en-GB', ...options })).newPage()
  await page.goto(url)
  return deskIn(page)
}

/** The desk that a page shows; for a second tab, or a page with a language of its own. */
export function deskIn(page: Page): Desk {
  const state = page.getByRole('region', { name: 'My state' })
  const setState = state.getByRole('group', { name: 'Set my state' })
  const connection = page.getByRole('group', { name: 'Connection' })
  return {
    page,
    state,
    connection,
    async signIn(username, password = demoPassword) {
      await typeCredentials(page, username, password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      const start = page.getByRole('button', { name: 'Start work' })
      await expect(start.or(connection)).toBeVisible()
      if (await start.isVisible()) await start.click()
      await expect(connection).toContainText('Connected')
    },
    async setReady() {
      await setState.getByRole('button', { name: 'Ready', exact: true }).click()
      await expect(state).toContainText('Ready')
    },
    async setNotReady(reason) {
      await setState.getByRole('button', { name: 'Not ready' }).click()
      await page.getByRole('group', { name: 'Why not ready?' }).getByRole('button', { name: reason }).click()
      await expect(state).toContainText(reason)
    },
  }
}

/** Types who signs in; the tenant only where it is asked for. */
export async function typeCredentials(page: Page, username: string, password = demoPassword): Promise<void> {
  await expect(page.getByLabel('User name')).toBeVisible()
  const tenant = page.getByLabel('Contact centre')
  if (await tenant.isVisible()) await tenant.fill('demo')
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
}

/** Tests with a real server in a process of its own, started with demo data. */
export const test = base.extend<{ server: ServerProcess }>({
  server: async ({ browser }, use) => {
    const server = await createServerProcess()
    await server.start()
    await use(server)
    await Promise.all(browser.contexts().map((context) => context.close()))
    await server.dispose()
  },
})

/** Signs a browser out by its cookie, so that the next test finds the person free. */
async function signOut({ request }: BrowserContext, url: string): Promise<void> {
  const session = await request.get(`${url}/v1/session`)
  if (!session.ok()) return
  const { csrfToken }: { csrfToken: string } = await session.json()
  await request.post(`${url}/v1/sign-out`, { headers: { 'x-csrf-token': csrfToken, origin: url }, data: {} })
}

/** Tests that share one server: nothing in them kills it, and whoever signed in is signed out afterwards. */
export const sharedTest = base.extend<{ tidy: undefined }, { server: ServerProcess }>({
  tidy: [
    async ({ browser, server }, use) => {
      await use(undefined)
      for (const context of browser.contexts()) {
        await signOut(context, server.url)
        await context.close()
      }
    },
    { auto: true },
  ],
  server: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
    async ({}, use) => {
      const server = await createServerProcess()
      await server.start()
      await use(server)
      await server.dispose()
    },
    { scope: 'worker' },
  ],
})
export { expect }
