import type { Page } from '@playwright/test'
import { deskIn, expect, openDesk, sharedTest as test } from './fixtures.ts'

const enter = async (page: Page, tenant: string) => {
  await page.getByRole('button', { name: /^Contact centre:/ }).click()
  await page.getByRole('menuitem', { name: tenant }).click()
}

test('[SI40] a switch of the contact centre takes every tab along, with nothing of the one before', async ({
  browser,
  server,
}) => {
  const desk = await openDesk(browser, server.url)
  await desk.signIn('consultant01')
  const second = await desk.page.context().newPage()
  await second.goto(`${server.url}/#/floor`)
  await expect(deskIn(second).connection).toContainText('Connected')
  await second.evaluate(() => {
    new MutationObserver(() => {
      if (document.querySelector('input[type=password]')) Object.assign(window, { hasAsked: true })
    }).observe(document.body, { childList: true, subtree: true })
  })
  await enter(desk.page, 'Acme')
  for (const page of [desk.page, second]) {
    await expect(page.getByRole('button', { name: 'Contact centre: Acme' })).toBeVisible()
    await expect(deskIn(page).connection).toContainText('Connected')
  }
  expect(await second.evaluate(() => 'hasAsked' in window)).toBe(false)
})

test('[RS12] a switch whose answer is lost has happened, and the page finds its way there', async ({ browser, server }) => {
  const desk = await openDesk(browser, server.url)
  await desk.signIn('consultant01')
  await desk.page.route('**/v1/tenant', async (route) => {
    await route.fetch()
    await route.abort('connectionreset')
  })
  await enter(desk.page, 'Acme')
  await expect(desk.page.getByRole('button', { name: 'Contact centre: Acme' })).toBeVisible()
  await expect(desk.connection).toContainText('Connected')
  await expect(desk.page.getByLabel('Password', { exact: true })).toHaveCount(0)
})
