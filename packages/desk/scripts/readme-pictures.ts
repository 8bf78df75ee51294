/**
 * Takes the pictures of the README on a demo server that was just started: `node scripts/readme-pictures.ts <origin>`.
 * Seven agents work, one of them in the picture of the desk and all in that of the floor.
 */
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'

const origin = process.argv[2] ?? 'http://127.0.0.1:7700'
const folder = join(import.meta.dirname, '../../../docs/images')

async function openAs(browser: Browser, username: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    locale: 'en-GB',
    reducedMotion: 'reduce',
  })
  await context.addInitScript(() => localStorage.setItem('hotseat.notifications.asked', 'yes'))
  const page = await context.newPage()
  await page.goto(origin)
  await page.getByLabel('Contact centre').fill('demo')
  await page.getByLabel('User name').fill(username)
  await page.getByLabel('Password', { exact: true }).fill('demo-password-2026')
  await page.keyboard.press('Enter')
  const start = page.getByRole('button', { name: 'Start work' })
  await start.or(page.getByTestId('connection')).waitFor()
  if (await start.isVisible()) {
    await page.getByLabel('Place').selectOption({ index: Number(username.slice(-2)) })
    await start.click()
  }
  await page.getByTestId('connection').getByText('Connected').waitFor()
  return page
}

async function untilState(page: Page, state: string): Promise<void> {
  await page.locator(`[data-testid="state"][data-state="${state}"]`).waitFor()
}

async function goReady(page: Page): Promise<void> {
  await page.getByTestId('state').getByRole('button', { name: 'Ready', exact: true }).click()
  await untilState(page, 'READY')
}

async function chooseReason(page: Page, digit: string): Promise<void> {
  await page.getByTestId('state').getByRole('button', { name: 'Not ready' }).click()
  await page.getByRole('group', { name: 'Why not ready?' }).waitFor()
  await page.keyboard.press(digit)
}

async function takeCall(page: Page): Promise<void> {
  await goReady(page)
  await page.getByRole('button', { name: 'Ring me' }).click()
  await untilState(page, 'RESERVED')
  await page.keyboard.press('a')
  await untilState(page, 'TALKING')
}

async function takePictures(browser: Browser): Promise<void> {
  const [desk, ...others] = await Promise.all(
    ['agent01', 'agent02', 'agent03', 'agent04', 'agent05', 'agent06', 'agent07'].map((username) => openAs(browser, username)),
  )
  if (desk === undefined) return
  await chooseReason(desk, '4')
  await goReady(desk)
  for (const [index, page] of others.entries()) {
    if (index % 3 === 0) await takeCall(page)
    else if (index % 3 === 1) await goReady(page)
    else await chooseReason(page, '2')
  }
  await takeCall(desk)
  await desk
    .getByRole('textbox', { name: 'Notes' })
    .fill('Order 4711 arrived damaged. Sent a photo.\nWants a call back after four.')
  await desk.getByText(/^Saved/).waitFor()
  await chooseReason(desk, '3')
  await desk.getByText(/^After this call/).waitFor()
  // A call with a duration worth looking at.
  await desk.waitForTimeout(20_000)
  await desk.mouse.move(0, 0)
  await desk.screenshot({ path: join(folder, 'desk.png') })

  const floor = await openAs(browser, 'supervisor01')
  await floor.getByRole('row').nth(7).waitFor()
  await floor.screenshot({ path: join(folder, 'floor.png') })
}

const browser = await chromium.launch({
  executablePath: process.env.HOTSEAT_CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
})
await takePictures(browser)
await browser.close()
