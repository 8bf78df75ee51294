import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { callApi } from './call-api.ts'
import { demoPassword, expect, openDesk, test } from './fixtures.ts'

/** The example page on an origin of its own, as an integrator's CRM would have it. */
async function serveExample() {
  const html = await readFile(join(import.meta.dirname, '../../../examples/acqueon/page.html'))
  const site = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(html))
  site.listen(0, '127.0.0.1')
  await once(site, 'listening')
  const address = site.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return { origin: `http://127.0.0.1:${address.port}`, close: () => site.close() }
}

test('[AQ41] [AQ42] the example page survives kill -9 of the server signed in, and keeps no password', async ({
  server,
  browser,
}) => {
  const site = await serveExample()
  const admin = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  await callApi(admin.page, 'PUT', '/v1/preferences/tenant/security.allowedOrigins', { value: [site.origin] })

  const context = await browser.newContext({ locale: 'en-GB' })
  const page = await context.newPage()
  await page.goto(`${site.origin}/?server=${server.url}`)
  const signIn = async (password: string) => {
    await page.getByLabel('Password').fill(password)
    await page.getByRole('button', { name: 'Sign in' }).click()
  }
  const state = page.locator('#state')
  await signIn('certainly not this one')
  await expect(page.getByRole('alert')).toHaveText('Invalid Credentials')
  await signIn(demoPassword)
  await expect(state).toHaveText('NOT_READY')
  await expect(page.getByLabel('Password')).toHaveValue('')
  await page.getByRole('button', { name: 'Ready', exact: true }).click()
  await expect(state).toHaveText('READY')
  const since = await page.locator('#since').textContent()

  await server.kill()
  await expect(page.locator('#connection')).toHaveText('disconnected')
  await server.start()
  await expect(page.locator('#connection')).toHaveText('connected')
  await expect(state).toHaveText('READY')
  await expect(page.locator('#since')).toHaveText(since ?? '')

  const kept = await page.evaluate(async () => {
    const databases = (await indexedDB.databases()).map(({ name }) => name)
    return JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie, databases])
  })
  expect(kept).toBe('[{},{},"",[]]')
  expect(await context.cookies()).toEqual([])
  expect(server.output()).not.toContain('certainly not this one')

  await page.getByLabel('Why not ready').selectOption('Lunch')
  await page.getByRole('button', { name: 'Not ready' }).click()
  await expect(state).toHaveText('NOT_READY, Lunch')
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(state).toHaveText('LOGOUT, End of shift')
  site.close()
})
