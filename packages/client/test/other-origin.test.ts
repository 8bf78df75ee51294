import { once } from 'node:events'
import { createServer } from 'node:http'
import { beforeAll, expect, test } from 'vitest'
import { buildClient } from '../build.ts'
import { createHotseat } from '../src/index.ts'
import { openBrowser, pageWithSdk, untilStatus, visit } from './browser.ts'
import { atEnd, demoPassword, freePort, startServer } from './real-server.ts'

beforeAll(() => buildClient())

/** A web site of its own that serves this page. */
async function serveSite(page: string): Promise<string> {
  const site = createServer((_, response) => response.setHeader('content-type', 'text/html').end(page))
  const port = await freePort()
  site.listen(port, '127.0.0.1')
  await once(site, 'listening')
  atEnd(() => site.close())
  return `http://127.0.0.1:${port}`
}

test('[S-28] [S-32] a page of another origin signs in by token once it is on the tenant’s list, and lives through kill -9', async () => {
  const server = await startServer()
  const site = await serveSite(pageWithSdk(server.origin, { origin: server.origin }))
  const page = await (await openBrowser()).newPage()
  await visit(page, site)
  const signIn = () =>
    page.evaluate(
      (password) =>
        window.hotseat.signIn({ tenant: 'demo', username: 'agent03', password }).then(
          () => 'in',
          (error: { code: string }) => error.code,
        ),
      demoPassword,
    )
  expect(await signIn()).toBe('network.unreachable')

  const admin = createHotseat({ origin: server.origin })
  atEnd(() => admin.close())
  await admin.signIn({ tenant: 'demo', username: 'admin01', password: demoPassword })
  const params = { level: 'tenant', key: 'security.allowedOrigins' }
  await admin.call('setPreference', { params, body: { value: [site] } })

  await expect.poll(signIn).toBe('in')
  await untilStatus(page, 'connected')
  await page.evaluate(() => window.hotseat.call('setState', { body: { medium: 'voice', state: 'READY' } }))
  expect(await page.context().cookies()).toEqual([])
  await server.kill()
  await untilStatus(page, 'reconnecting')
  await server.startAgain()
  await untilStatus(page, 'connected')
  const states = await page.evaluate(() => window.hotseat.session?.agent?.states.map(({ medium, state }) => `${medium} ${state}`))
  expect(states).toContain('voice READY')

  await visit(page, site)
  await page.evaluate(() => window.hotseat.restore())
  await untilStatus(page, 'connected')
})
