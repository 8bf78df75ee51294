import type { Page } from '@playwright/test'
import { deskIn, expect, openDesk, test as ownTest, sharedTest as test, typeCredentials } from './fixtures.ts'

const password = (page: Page) => page.getByLabel('Password', { exact: true })
const submit = (page: Page) => page.getByRole('button', { name: 'Sign in', exact: true })

async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^My menu/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  await expect(page.getByLabel('User name')).toBeVisible()
}

test('a wrong password is told at its field, and nothing that was typed is wiped', async ({ browser, server }) => {
  const { page } = await openDesk(browser, server.url)
  await typeCredentials(page, 'agent01', 'not-the-password-of-anyone')
  await submit(page).click()
  await expect(password(page)).toHaveAccessibleDescription('User name or password is wrong.')
  await expect(password(page)).toHaveValue('not-the-password-of-anyone')
  await expect(page.getByLabel('User name')).toHaveValue('agent01')
  await expect(page.getByLabel('Contact centre')).toHaveValue('demo')
  await password(page).fill('x')
  await expect(password(page)).toHaveAccessibleDescription('')
})

test('[S-07] a user who does not exist gets the very same answer', async ({ browser, server }) => {
  const { page } = await openDesk(browser, server.url)
  await typeCredentials(page, 'nobody-of-this-name', 'not-the-password-of-anyone')
  await submit(page).click()
  await expect(password(page)).toHaveAccessibleDescription('User name or password is wrong.')
})

ownTest(
  'after five wrong passwords the sixth is not looked at: a live countdown says until when',
  async ({ browser, server }) => {
    const { page } = await openDesk(browser, server.url)
    await typeCredentials(page, 'agent01', 'wrong-every-single-time')
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const answered = page.waitForResponse(/\/v1\/sign-in$/)
      await submit(page).click()
      await answered
      await expect(password(page)).toHaveAttribute('aria-invalid', 'true')
    }
    await submit(page).click()
    const told = page.getByText(/Too many wrong passwords\. Try again in \d+:\d\d\./)
    await expect(told).toBeVisible()
    await expect(submit(page)).toBeDisabled()
    const first = (await told.textContent()) ?? ''
    await expect(told).not.toHaveText(first)
    await expect(password(page)).toHaveValue('wrong-every-single-time')
  },
)

test('caps lock is hinted while the password is typed', async ({ browser, server }) => {
  const { page } = await openDesk(browser, server.url)
  const press = (modifierCapsLock: boolean) =>
    password(page).dispatchEvent('keydown', { key: 'A', code: 'KeyA', bubbles: true, modifierCapsLock })
  await password(page).focus()
  await press(true)
  await expect(page.getByText('Caps lock is on')).toBeVisible()
  await press(false)
  await expect(page.getByText('Caps lock is on')).toHaveCount(0)
})

test('empty fields say what belongs there, and the first of them gets the focus', async ({ browser, server }) => {
  const { page } = await openDesk(browser, server.url)
  await page.getByLabel('Contact centre').fill('')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('Contact centre')).toHaveAccessibleDescription('Enter the name of your contact centre.')
  await expect(page.getByLabel('User name')).toHaveAccessibleDescription('Enter your user name.')
  await expect(password(page)).toHaveAccessibleDescription('Enter your password.')
  await expect(page.getByLabel('Contact centre')).toBeFocused()
  await page.keyboard.type('demo')
  await page.keyboard.press('Enter')
  await expect(page.getByLabel('User name')).toBeFocused()
})

test('the keyboard alone leads from the card to the desk', async ({ browser, server }) => {
  const desk = await openDesk(browser, server.url)
  const { page } = desk
  // The demo's tenant is there already.
  await expect(page.getByLabel('Contact centre')).toHaveValue('demo')
  await expect(page.getByLabel('User name')).toBeFocused()
  for (const word of ['agent01', 'demo-password-2026']) {
    await page.keyboard.type(word)
    await page.keyboard.press(word === 'demo-password-2026' ? 'Enter' : 'Tab')
  }
  await expect(page.getByRole('button', { name: 'Start work' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(desk.state).toContainText('Not ready')
})

test('tenant and seat are remembered; the next sign-in is a password', async ({ browser, server }) => {
  const desk = await openDesk(browser, server.url)
  const { page } = desk
  await typeCredentials(page, 'agent02')
  await submit(page).click()
  await page.getByLabel('Place').selectOption({ label: 'Desk 07 · 5007' })
  await page.getByRole('checkbox', { name: 'Outbound sales' }).uncheck()
  await page.getByRole('button', { name: 'Start work' }).click()
  await expect(desk.state).toContainText('desk-07')
  await signOut(page)
  await expect(page.getByText('You will sit at desk-07 · 5007.')).toBeVisible()
  await expect(page.getByLabel('Contact centre')).toHaveCount(0)
  await expect(page.getByLabel('User name')).toHaveValue('agent02')
  await expect(password(page)).toBeFocused()
  await page.keyboard.type('demo-password-2026')
  await page.keyboard.press('Enter')
  await expect(desk.state).toContainText('desk-07 · 5007')
  await expect(page.getByRole('checkbox', { name: 'Inbound support' })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: 'Outbound sales' })).not.toBeChecked()
})

test('[S-13] [S-24] a sign-out leaves the device, the last seat and the way through an outage, and nothing of the session', async ({
  browser,
  server,
}) => {
  const desk = await openDesk(browser, server.url)
  const { page } = desk
  await desk.signIn('agent03')
  await page.getByRole('textbox', { name: 'Notes' }).fill('nobody else’s business')
  await expect(page.getByText(/^Saved/)).toBeVisible()
  await signOut(page)
  await page.reload()
  await expect(page.getByLabel('User name')).toHaveValue('agent03')
  const kept = await page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
    const keys: string[] = []
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await done(indexedDB.open(name))
      for (const table of database.objectStoreNames)
        for (const key of await done(database.transaction(table).objectStore(table).getAllKeys())) keys.push(String(key))
      database.close()
    }
    const workers = await navigator.serviceWorker.getRegistrations()
    return { keys, workers: workers.length, texts: JSON.stringify({ ...localStorage, ...sessionStorage }) }
  })
  expect(kept.keys).toEqual([`device ${server.url}`])
  expect(kept.workers).toBe(1)
  expect(kept.texts).not.toMatch(/nobody else|NOT_READY/)
})

test('a seat can be changed before it is taken', async ({ browser, server }) => {
  const desk = await openDesk(browser, server.url)
  const { page } = desk
  await desk.signIn('agent03')
  await signOut(page)
  await page.getByRole('button', { name: 'Change seat' }).click()
  await page.keyboard.press('Shift+Tab')
  await password(page).fill('demo-password-2026')
  await page.keyboard.press('Enter')
  await page.getByLabel('Extension').fill('no-such-phone')
  await page.getByRole('button', { name: 'Start work' }).click()
  await expect(page.getByLabel('Extension')).toHaveAccessibleDescription(/There is no such extension\./)
  await page.getByLabel('Extension').fill('5013')
  await page.getByRole('button', { name: 'Start work' }).click()
  await expect(desk.state).toContainText('5013')
})

test('who takes a taken extension gets it; the first one is signed out and reads why', async ({ browser, server }) => {
  const first = await openDesk(browser, server.url)
  await first.signIn('agent04')
  const second = await openDesk(browser, server.url)
  await typeCredentials(second.page, 'agent05')
  await submit(second.page).click()
  await second.page.getByLabel('Extension').fill('5004')
  await second.page.getByRole('button', { name: 'Start work' }).click()
  await expect(second.state).toContainText('5004')
  await expect(first.page.getByText('Someone else signed in on your extension.')).toBeVisible()
  await expect(password(first.page)).toBeVisible()
})

test('signed in elsewhere: asked, continued here, and told there', async ({ browser, server }) => {
  const there = await openDesk(browser, server.url)
  await typeCredentials(there.page, 'agent06')
  await submit(there.page).click()
  await there.page.getByLabel('Place').selectOption({ label: 'Desk 06 · 5006' })
  await there.page.getByRole('button', { name: 'Start work' }).click()
  await there.setNotReady('Lunch')

  const here = await openDesk(browser, server.url)
  await typeCredentials(here.page, 'agent06')
  await submit(here.page).click()
  const question = here.page.getByRole('alertdialog')
  await expect(question).toContainText(/You are signed in at desk-06 since \d\d:\d\d\. Continue here\?/)
  await expect(question.getByRole('button', { name: 'Continue here' })).toBeFocused()
  await question.getByRole('button', { name: 'Leave it as it is' }).click()
  await expect(there.state).toContainText('Lunch')
  await expect(password(here.page)).toHaveValue('demo-password-2026')

  await submit(here.page).click()
  await question.getByRole('button', { name: 'Continue here' }).click()
  await here.page.getByRole('button', { name: 'Start work' }).click()
  await expect(here.state).toContainText('Lunch')
  await expect(here.state).toContainText('desk-06')
  await expect(there.page.getByText('You signed in somewhere else.')).toBeVisible()
  await expect(password(there.page)).toBeVisible()
})

test('a server that does not answer is said so, and what was typed stays', async ({ browser, server }) => {
  const { page } = deskIn((await openDesk(browser, server.url)).page)
  await typeCredentials(page, 'agent07')
  await page.context().setOffline(true)
  await submit(page).click()
  await expect(page.getByRole('alert').getByText('The server does not answer.')).toBeVisible()
  await expect(password(page)).toHaveValue('demo-password-2026')
})
