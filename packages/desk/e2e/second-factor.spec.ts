import { TOTP } from 'otpauth'
import { expect, test } from './fixtures.ts'
import { createServerProcess } from './server-process.ts'

const password = 'a long first password'

test('[S-74] the first administrator sets up a second factor, and signs in with both', async ({ browser }) => {
  const server = await createServerProcess({}, { demo: false })
  await server.start()
  try {
    await expect.poll(() => server.output()).toContain('/#/setup/')
    const link = /http:\S+\/#\/setup\/\S+/.exec(server.output())?.[0] ?? ''
    const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
    await page.goto(link)
    await page.getByLabel('Contact centre').fill('north')
    await page.getByLabel('Your name').fill('Nora Lund')
    await page.getByLabel('User name').fill('nora')
    await page.getByLabel('New password').fill(password)
    await page.getByRole('button', { name: 'Save and sign in' }).click()

    await expect(page.getByRole('heading', { name: 'Set up your second factor' })).toBeVisible()
    await expect(page.getByRole('img', { name: 'QR code for the authenticator app' })).toBeVisible()
    // A reload brings nobody past it; the key is another one then.
    await page.reload()
    const shown = await page.getByText(/^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/).textContent()
    const secret = (shown ?? '').replaceAll(' ', '')
    const code = (steps: number) => new TOTP({ secret }).generate({ timestamp: Date.now() + steps * 30_000 })
    await page.getByLabel('One-time code').fill('123')
    await page.getByRole('button', { name: 'Confirm' }).click()
    await expect(page.getByRole('heading', { name: 'Set up your second factor' })).toBeVisible()
    await page.getByLabel('One-time code').fill(code(0))
    await page.getByRole('button', { name: 'Confirm' }).click()

    await expect(page.getByText('Your second factor is set up.')).toBeVisible()
    await expect(page.getByLabel('User name')).toHaveValue('nora')
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    // The step of the first code is used; the next one counts already, for clocks that differ.
    await page.getByLabel('One-time code').fill(code(1))
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await expect(page.getByRole('group', { name: 'Connection' })).toContainText('Connected')
    expect(server.output()).not.toContain(secret)
  } finally {
    await server.dispose()
  }
})
