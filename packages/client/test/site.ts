import { once } from 'node:events'
import { createServer } from 'node:http'
import { createHotseat } from '../src/index.ts'
import { atEnd, demoPassword, freePort } from './real-server.ts'

/** A web site of its own that serves this page, and under `/other` one with nothing on it. */
export async function serveSite(page: string): Promise<string> {
  const site = createServer(({ url }, response) => {
    response.setHeader('content-type', 'text/html').end(url === '/other' ? '<!doctype html>' : page)
  })
  const port = await freePort()
  site.listen(port, '127.0.0.1')
  await once(site, 'listening')
  atEnd(() => site.close())
  return `http://127.0.0.1:${port}`
}

/** Puts a page's origin on the tenant's list. */
export async function allowOrigin(server: string, site: string): Promise<void> {
  const admin = createHotseat({ origin: server })
  atEnd(() => admin.close())
  await admin.signIn({ tenant: 'demo', username: 'admin01', password: demoPassword })
  const params = { level: 'tenant', key: 'security.allowedOrigins' }
  await admin.call('setPreference', { params, body: { value: [site] } })
}
