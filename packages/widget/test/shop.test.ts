import { beforeAll, expect, test } from 'vitest'
import { builtWidget } from './built-widget.ts'
import { startServer } from './real-server.ts'
import { openBrowser, visit, type WidgetOnPage } from './site.ts'

beforeAll(builtWidget)

async function signIn({ page }: WidgetOnPage, customer: string): Promise<void> {
  await page.getByLabel('Sign in to the shop as').selectOption(customer)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('[CW16] the demo shop signs its customers in to the chat, which greets them by name', async () => {
  const { origin } = await startServer()
  const shop = await visit(await openBrowser(), `${origin}/demo/shop`)
  expect(await shop.launcher.isVisible()).toBe(true)
  await signIn(shop, 'nora')
  await shop.open()
  await expect.poll(() => shop.panel.textContent()).toContain('Hello Nora Lindgren')
  await shop.say('Do you have it in green?')
  await shop.page.reload()
  await expect.poll(() => shop.said()).toEqual(['Do you have it in green?'])
  await shop.page.getByRole('button', { name: 'Sign out' }).click()
  await expect.poll(() => shop.panel.textContent()).not.toContain('Nora')
  await signIn(shop, 'tariq')
  await expect.poll(() => shop.panel.textContent()).toContain('Hello Tariq Haddad')
  expect([await shop.said(), shop.faults]).toEqual([[], []])
})

test('[CW16] hidden until sign-in, and for one e-mail domain only', async () => {
  const { origin } = await startServer()
  const hidden = await visit(await openBrowser(), `${origin}/demo/shop/hidden`)
  expect(await hidden.launcher.isVisible()).toBe(false)
  await signIn(hidden, 'nora')
  await expect.poll(() => hidden.launcher.isVisible()).toBe(true)
  await hidden.page.getByRole('button', { name: 'Sign out' }).click()
  await expect.poll(() => hidden.launcher.isVisible()).toBe(false)
  const gated = await visit(await openBrowser(), `${origin}/demo/shop/domain`)
  await signIn(gated, 'nora')
  await expect.poll(() => gated.page.getByText('Signed in as Nora').isVisible()).toBe(true)
  expect(await gated.launcher.isVisible()).toBe(false)
  await gated.page.getByRole('button', { name: 'Sign out' }).click()
  await signIn(gated, 'ida')
  await expect.poll(() => gated.launcher.isVisible()).toBe(true)
  expect([...hidden.faults, ...gated.faults]).toEqual([])
})

test('[CW16] a sign-out that the shop fails at leaves nothing of the customer in the chat', async () => {
  const { origin } = await startServer()
  const shop = await visit(await openBrowser(), `${origin}/demo/shop`)
  await signIn(shop, 'nora')
  await shop.open()
  await expect.poll(() => shop.panel.textContent()).toContain('Hello Nora Lindgren')
  await shop.page.route('**/demo/shop/session', (route) => route.abort())
  await shop.page.getByRole('button', { name: 'Sign out' }).click()
  await expect.poll(() => shop.page.locator('#trouble').textContent()).not.toBe('')
  expect(await shop.panel.textContent()).not.toContain('Nora')
})

test('[CW16] a guest of the shop stays in the conversation when a token is asked for', async () => {
  const { origin } = await startServer()
  const shop = await visit(await openBrowser(), `${origin}/demo/shop`)
  await shop.open()
  await shop.panel.getByRole('button', { name: 'Start the chat' }).click()
  await shop.say('Do you have it in green?')
  await expect.poll(() => shop.said()).toEqual(['Do you have it in green?'])
  await shop.call('ontokenexpiring')
  await expect.poll(() => shop.said()).toEqual(['Do you have it in green?'])
  expect([await shop.page.locator('#trouble').textContent(), shop.faults]).toEqual(['', []])
})
