/**
 * Takes pictures of the desk on a running demo server, to be looked at: `node scripts/screenshots.ts <origin> <folder> [names…]`.
 * Not a test: it asserts nothing, and fails only where a page cannot be reached.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'

const [origin = 'http://127.0.0.1:7700', folder = 'screenshots', ...names] = process.argv.slice(2)
const password = 'demo-password-2026'

const forms = {
  light: { viewport: { width: 1366, height: 820 }, colorScheme: 'light' },
  dark: { viewport: { width: 1366, height: 820 }, colorScheme: 'dark' },
  narrow: { viewport: { width: 360, height: 740 }, colorScheme: 'light' },
  // A page at 200 % has half the pixels of the window.
  zoomed: { viewport: { width: 683, height: 410 }, deviceScaleFactor: 2, colorScheme: 'light' },
} as const satisfies Record<string, BrowserContextOptions>

async function signIn(page: Page, username: string): Promise<void> {
  await page.goto(origin)
  await page.getByLabel('Contact centre').fill('demo')
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  const takeOver = page.getByRole('button', { name: 'Continue here' })
  const seat = page.getByRole('button', { name: 'Start work' })
  const shell = page.getByTestId('connection')
  await takeOver.or(seat).or(shell).first().waitFor()
  if (await takeOver.isVisible()) await takeOver.click()
  await seat.or(shell).first().waitFor()
}

type Shoot = (name: string) => Promise<void>

/** Each scene signs in, goes somewhere, and says when there is something to see. */
const scenes: Record<string, (page: Page, shoot: Shoot) => Promise<void>> = {
  async signIn(page, shoot) {
    await page.goto(origin)
    await page.getByLabel('User name').waitFor()
    await shoot('sign-in')
    await page.getByLabel('Contact centre').fill('demo')
    await page.getByLabel('User name').fill('nobody-here')
    await page.getByLabel('Password', { exact: true }).fill('wrong-password-here')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(1_200)
    await shoot('sign-in-wrong')
  },
  async desk(page, shoot) {
    await signIn(page, 'agent03')
    const seat = page.getByRole('button', { name: 'Start work' })
    await seat.waitFor()
    await shoot('seat')
    await seat.click()
    await page.getByTestId('state').waitFor()
    await page.waitForTimeout(600)
    await shoot('desk-not-ready')
    await page.keyboard.press('n')
    await page.waitForTimeout(500)
    await shoot('desk-reasons')
    await page.keyboard.press('1')
    await page.waitForTimeout(600)
    await page.keyboard.press('r')
    await page.waitForTimeout(600)
    await page.getByRole('textbox', { name: 'Notes' }).fill('Customer prefers a call back after four. Order 4711.')
    await page.waitForTimeout(1_200)
    await shoot('desk-ready')
    await page.getByRole('button', { name: 'Ring me' }).click()
    await page.getByRole('button', { name: 'Accept' }).waitFor()
    await page.waitForTimeout(1_200)
    await shoot('desk-ringing')
    await page.keyboard.press('Alt+a')
    await page.getByRole('button', { name: 'Hold' }).waitFor()
    await page.waitForTimeout(1_200)
    await page.keyboard.press('Alt+n')
    await page.waitForTimeout(300)
    await page.keyboard.press('2')
    await page.waitForTimeout(800)
    await shoot('desk-talking')
    await page.keyboard.press('Alt+x')
    await page.waitForTimeout(900)
    await shoot('desk-wrap-up')
    await page.context().setOffline(true)
    await page.waitForTimeout(9_000)
    await shoot('desk-lost')
    await page.context().setOffline(false)
    await page.waitForTimeout(5_000)
    await shoot('desk-back')
  },
  async floor(page, shoot) {
    await signIn(page, 'supervisor01')
    await page.getByRole('table').waitFor()
    await page.waitForTimeout(800)
    await shoot('floor')
    await page
      .getByRole('button', { name: /Actions for/ })
      .first()
      .click()
      .catch(() => undefined)
    await page.waitForTimeout(400)
    await shoot('floor-actions')
    await page.keyboard.press('Escape')
    await page.goto(`${origin}/#/floor?view=cards`)
    await page.waitForTimeout(600)
    await shoot('floor-cards')
    await page.goto(`${origin}/#/floor/wallboard`)
    await page.waitForTimeout(600)
    await shoot('wallboard')
  },
  async admin(page, shoot) {
    await signIn(page, 'admin01')
    await page.getByTestId('connection').waitFor()
    for (const section of ['users', 'places', 'reasonCodes', 'preferences', 'audit', 'status']) {
      await page.goto(`${origin}/#/admin/${section}`)
      await page.waitForTimeout(1_200)
      await shoot(`admin-${section}`)
    }
    await page.goto(`${origin}/#/admin/users`)
    await page.getByRole('button', { name: 'New user' }).click()
    await page.waitForTimeout(600)
    await shoot('admin-new-user')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Control+k')
    await page.waitForTimeout(900)
    await shoot('search')
  },
}

async function run(browser: Browser): Promise<void> {
  for (const [scene, play] of Object.entries(scenes)) {
    for (const [form, options] of Object.entries(forms)) {
      if (names.length > 0 && !names.includes(scene) && !names.includes(`${scene}-${form}`)) continue
      const context = await browser.newContext({ ...options, locale: 'en-GB' })
      const page = await context.newPage()
      page.on('console', (message) => message.type() === 'error' && console.log(`${scene} ${form}: ${message.text()}`))
      page.on('pageerror', (error) => console.log(`${scene} ${form}: ${error.stack}`))
      await play(page, async (name) => {
        await page.screenshot({ path: join(folder, `${name}-${form}.png`) })
      }).catch((error: unknown) => console.log(`${scene} ${form} stopped: ${error}`))
      await context.close()
    }
  }
}

mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({
  executablePath: process.env.HOTSEAT_CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})
await run(browser)
await browser.close()
