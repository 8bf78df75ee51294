import { type Browser, test as base, expect, type Page } from '@playwright/test'
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
export async function openDesk(browser: Browser, url: string): Promise<Desk> {
  const page = await (await browser.newContext()).newPage()
  await page.goto(url)
  const state = page.getByRole('region', { name: 'My state' })
  const setState = state.getByRole('group', { name: 'Set my state' })
  return {
    page,
    state,
    connection: page.getByRole('group', { name: 'Connection' }),
    async signIn(username, password = demoPassword) {
      await page.getByLabel('Contact centre').fill('demo')
      await page.getByLabel('User name').fill(username)
      await page.getByLabel('Password', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Sign in', exact: true }).click()
      const start = page.getByRole('button', { name: 'Start work' })
      const floor = page.getByRole('heading', { level: 1, name: 'Floor' })
      await expect(start.or(floor)).toBeVisible()
      if (await start.isVisible()) await start.click()
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

/** Tests with a real server in a process of its own, started with demo data. */
export const test = base.extend<{ server: ServerProcess }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads which fixtures are wanted from the pattern.
  server: async ({}, use) => {
    const server = await createServerProcess()
    await server.start()
    await use(server)
    await server.dispose()
  },
})
export { expect }
