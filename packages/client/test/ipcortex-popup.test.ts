import { AxeBuilder } from '@axe-core/playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildClient } from '../build.ts'
import { createHotseat } from '../src/index.ts'
import { startOwnPages } from './ipcortex-page.ts'
import { oneTimeCode } from './one-time-code.ts'
import { atEnd, demoPassword } from './real-server.ts'

beforeAll(() => buildClient())

/** A tab whose page has asked for a sign-in, with the focus on its button before. */
async function startAsking(options = '') {
  const { open, server } = await startOwnPages()
  const tab = await open()
  const { page } = tab
  await page.locator('#before').focus()
  await tab.run(`window.done = Auth.login(${options}).then(() => 'in', ({ code }) => code)`)
  const dialog = page.getByRole('dialog', { name: 'Sign in' })
  await dialog.waitFor()
  const type = async (label: string, text: string) => page.getByLabel(label).fill(text)
  return { tab, page, dialog, type, server, done: () => tab.run('return window.done') }
}
type Asking = Awaited<ReturnType<typeof startAsking>>
const focused = ({ page }: Asking) =>
  page.evaluate(() => {
    const { activeElement } = document
    return (activeElement?.shadowRoot?.activeElement ?? activeElement)?.id
  })

describe('the sign-in overlay in a real Chromium', () => {
  test('[PX30] signs in by keyboard alone, after a wrong password that it tells of', async () => {
    const asking = await startAsking()
    const { page, tab, dialog, type, done } = asking
    expect(await focused(asking)).toBe('username')
    await page.keyboard.type('agent01')
    await page.keyboard.press('Tab')
    await page.keyboard.type('not this one')
    await page.keyboard.press('Enter')
    await expect.poll(() => page.getByRole('alert').textContent()).toBe('User name or password is wrong.')
    expect(await focused(asking)).toBe('password')
    await type('Password', demoPassword)
    await page.keyboard.press('Enter')
    expect(await done()).toBe('in')
    expect([await tab.run('return Auth.uname'), await dialog.count(), await focused(asking)]).toEqual(['agent01', 0, 'before'])
    // Nothing of what was typed stays in the page.
    expect(await page.content()).not.toContain(demoPassword)
  })

  test('[PX30] goes by Escape and by Cancel, and the page has its focus back', async () => {
    const asking = await startAsking()
    const { page, tab, dialog, done } = asking
    await page.keyboard.press('Escape')
    expect([await done(), await dialog.count(), await focused(asking)]).toEqual(['login.cancelled', 0, 'before'])
    await tab.run('window.told = []; Auth.login((ok, message) => window.told.push(ok, message))')
    await page.getByRole('button', { name: 'Cancel' }).click()
    await expect.poll(() => tab.run('return window.told')).toEqual([false, 'The sign-in was cancelled.'])
  })

  test('[PX30] keeps the focus inside, in both directions, and asks once however often it is called', async () => {
    const asking = await startAsking()
    const { page, tab, dialog } = asking
    const visited = async (key: string) => {
      const ids: (string | undefined)[] = []
      for (let each = 0; each < 8; each++) {
        await page.keyboard.press(key)
        ids.push(await focused(asking))
      }
      return new Set(ids)
    }
    for (const key of ['Tab', 'Shift+Tab']) expect((await visited(key)).has('before')).toBe(false)
    await tab.run('void Auth.login().catch(() => undefined)')
    expect(await dialog.count()).toBe(1)
    expect(await tab.run('return Auth.login({ nodom: true })')).toBe('login.credentials')
  })

  test('[PX30] has no fault that axe finds, light and dark, asked and refused, in a narrow window', async () => {
    const { page, type } = await startAsking()
    await page.setViewportSize({ width: 320, height: 480 })
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme })
      const look = async () => (await new AxeBuilder({ page }).include('[data-hotseat-sign-in]').analyze()).violations
      expect(await look()).toEqual([])
      await type('User name', 'agent01')
      await type('Password', 'not this one')
      await page.keyboard.press('Enter')
      await page.getByRole('alert').filter({ hasText: 'wrong' }).waitFor()
      expect(await look()).toEqual([])
    }
  })

  test('[PX30] a browser that closes it in the middle of a sign-in cancels nothing: who is in is in', async () => {
    const { tab, page, dialog, type, done } = await startAsking()
    let goOn: () => void = () => undefined
    const held = new Promise<void>((resolve) => {
      goOn = resolve
    })
    await page.route('**/v1/sign-in', async (route) => {
      await held
      await route.continue()
    })
    await type('User name', 'agent01')
    await type('Password', demoPassword)
    await page.keyboard.press('Enter')
    await page.getByRole('button', { name: 'Signing in…' }).waitFor()
    // As browsers do when Escape comes again and again.
    await page.evaluate('document.querySelector("[data-hotseat-sign-in]").shadowRoot.querySelector("dialog").close()')
    expect(await dialog.count()).toBe(0)
    goOn()
    expect([await done(), await tab.run('return Auth.uname')]).toEqual(['in', 'agent01'])
  })

  test('[PX30] asks in a page that has no body yet', async () => {
    const { open } = await startOwnPages()
    const tab = await open()
    await tab.run('document.body.remove(); void Auth.login().catch(() => undefined)')
    await tab.page.getByRole('dialog', { name: 'Sign in' }).waitFor()
  })

  test('[PX43] speaks the page’s language, else the browser’s: German, or English for all others', async () => {
    const { open } = await startOwnPages()
    const tab = await open()
    const { page } = tab
    const heading = async (language: string) => {
      await tab.run(`document.documentElement.lang = '${language}'; void Auth.login().catch(() => undefined)`)
      const dialog = page.getByRole('dialog')
      await dialog.waitFor()
      const said = [await dialog.getAttribute('lang'), await page.getByRole('heading', { level: 2 }).textContent()]
      await page.keyboard.press('Escape')
      await expect.poll(() => dialog.count()).toBe(0)
      return said
    }
    // The browser of these tests is an English one.
    for (const other of ['en', 'fr-CA', '']) expect(await heading(other)).toEqual(['en', 'Sign in'])
    for (const own of ['de', 'de-AT']) expect(await heading(own)).toEqual(['de', 'Anmelden'])
    await page.addInitScript('Object.defineProperty(navigator, "language", { value: "de-CH" })')
    await tab.reload()
    expect(await heading('')).toEqual(['de', 'Anmelden'])
    expect(await heading('en')).toEqual(['en', 'Sign in'])
  })

  test('[PX43] in German everything is: labels, what is missing, and why one did not come in', async () => {
    const { open } = await startOwnPages()
    const tab = await open()
    const { page } = tab
    await tab.run(`document.documentElement.lang = 'de'; window.done = Auth.login().then(() => 'in', ({ code }) => code)`)
    await page.getByRole('dialog', { name: 'Anmelden' }).waitFor()
    const says = (text: string) => expect.poll(() => page.getByRole('alert').textContent()).toBe(text)
    const submit = page.getByRole('button', { name: 'Anmelden' })
    await submit.click()
    await says('Geben Sie Ihren Benutzernamen ein.')
    await page.getByLabel('Benutzername').fill('agent01')
    await submit.click()
    await says('Geben Sie Ihr Passwort ein.')
    expect(await page.getByLabel('Passwort').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Passwort').fill('nicht dieses')
    await submit.click()
    await says('Benutzername oder Passwort ist falsch.')
    expect((await new AxeBuilder({ page }).include('[data-hotseat-sign-in]').analyze()).violations).toEqual([])
    await page.getByLabel('Passwort').fill(demoPassword)
    await submit.click()
    expect(await tab.run('return window.done')).toBe('in')
  })

  test('[PX30] [MF2] asks for the one-time code of who has one', async () => {
    const asking = await startAsking()
    const { page, type, server, done } = asking
    const owner = createHotseat({ origin: server.origin })
    atEnd(() => owner.close())
    await owner.signIn({ tenant: 'demo', username: 'agent06', password: demoPassword })
    const { secret } = await owner.call('enrolSecondFactor', {})
    await owner.call('confirmSecondFactor', { body: { oneTimeCode: oneTimeCode(secret, Date.now()) } })
    await type('User name', 'agent06')
    await type('Password', demoPassword)
    await page.keyboard.press('Enter')
    await page.getByLabel('One-time code').waitFor()
    expect(await focused(asking)).toBe('code')
    await page.keyboard.type('000000')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'wrong' }).waitFor()
    // The code of now was used to confirm; the next one counts already.
    await type('One-time code', oneTimeCode(secret, Date.now() + 30_000))
    await page.keyboard.press('Enter')
    expect(await done()).toBe('in')
  })
})
