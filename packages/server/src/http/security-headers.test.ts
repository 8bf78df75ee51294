import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestNode, exampleCalls, type TestNode } from './test-node.ts'

let rig: TestNode
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotseat-pages-'))
  await mkdir(join(folder, 'desk/assets'), { recursive: true })
  await mkdir(join(folder, 'sdk'))
  await writeFile(join(folder, 'desk/index.html'), '<head><meta name="csp-nonce" content="__CSP_NONCE__"></head>')
  await writeFile(join(folder, 'desk/service-worker.js'), '1')
  await writeFile(join(folder, 'desk/assets/main-abc.js'), '1')
  await writeFile(join(folder, 'sdk/hotseat.js'), '1')
  rig = await createTestNode({ pages: { desk: join(folder, 'desk'), sdk: join(folder, 'sdk') } })
})
afterAll(async () => {
  await rig.node.close()
  await rm(folder, { recursive: true })
})

const others = [
  '/',
  '/floor/agents',
  '/nothing.txt',
  '/assets/main-abc.js',
  '/assets',
  '/assets/',
  '/service-worker.js',
  '/sdk/hotseat.js',
  '/sdk/',
  '/docs/',
  '/openapi.json',
  '/healthz',
  '/readyz',
  '/metrics',
  '/v1/nothing',
  '/%',
  '/v1/%00',
  '/../../etc/passwd',
  '/..%2f..%2fetc%2fpasswd',
  '/sdk/..%2fdesk/index.html',
]

describe('headers on every answer', () => {
  test('[HT10] [S-34] on every operation and on everything else that is served', async () => {
    for (const { method, url } of [...exampleCalls(), ...others.map((url) => ({ method: 'GET' as const, url }))]) {
      const { headers, statusCode } = await rig.node.app.inject({ method, url })
      const at = `${method} ${url}`
      expect([at, statusCode < 500]).toEqual([at, true])
      expect([at, headers['x-content-type-options']]).toEqual([at, 'nosniff'])
      expect([at, headers['cross-origin-opener-policy']]).toEqual([at, 'same-origin'])
      expect([at, headers['referrer-policy']]).toEqual([at, 'no-referrer'])
      expect([at, headers['cross-origin-resource-policy']]).toEqual([
        at,
        url === '/sdk/hotseat.js' ? 'cross-origin' : 'same-origin',
      ])
      const policy = String(headers['content-security-policy'])
      for (const part of ["default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"])
        expect([at, policy]).toEqual([at, expect.stringContaining(part)])
      // Swagger UI's page has one style attribute; its text is named by its hash, and no other is let in.
      const known = at === 'GET /docs/' ? "style-src 'self' 'unsafe-hashes' 'sha256-" : ''
      // The desk may speak to the recorder of its machine, and to nothing else but us.
      const told = policy.replace(known, '').replace(/connect-src 'self' http:\/\/127\.0\.0\.1:8086(?=;)/, '')
      expect([at, /unsafe|\*|http:|https:/.test(told)]).toEqual([at, false])
      if (url.startsWith('/v1/')) expect([at, headers['cache-control']]).toEqual([at, 'no-store'])
    }
  })

  test('[HT10] [S-34] the page gets a new nonce each time, in its policy and in its text', async () => {
    const nonces = new Set<string>()
    for (const url of ['/', '/floor', '/a/b?c=d', '/']) {
      const { headers, body } = await rig.node.app.inject({ url })
      const nonce = /'nonce-([^']+)'/.exec(String(headers['content-security-policy']))?.[1] ?? ''
      expect(Buffer.from(nonce, 'base64')).toHaveLength(16)
      expect(body).toContain(`content="${nonce}"`)
      expect(headers['cache-control']).toBe('no-store')
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(4)
    expect((await rig.node.app.inject({ url: '/index.html' })).statusCode).toBe(404)
    expect((await rig.node.app.inject({ url: '/assets/main-abc.js' })).headers['cache-control']).toContain('immutable')
  })

  test('[HT11] [S-34] HSTS, and a cookie bound to host and TLS, when the origin is https', async () => {
    const secure = await createTestNode({ env: { HOTSEAT_ORIGIN: 'https://desk.example.com' } })
    expect((await secure.node.app.inject({ url: '/healthz' })).headers['strict-transport-security']).toMatch(/^max-age=31536000/)
    expect((await rig.node.app.inject({ url: '/healthz' })).headers['strict-transport-security']).toBeUndefined()
    await secure.node.close()
  })

  test('[HT12] [S-36] TRACE, unknown methods and method overrides are refused', async () => {
    for (const method of ['TRACE', 'PATCH'] as const)
      expect((await rig.node.app.inject({ method: method as 'PATCH', url: '/v1/session' })).statusCode).toBe(405)
    for (const name of ['x-http-method-override', 'x-http-method', 'x-method-override'])
      expect((await rig.node.app.inject({ method: 'POST', url: '/v1/sign-in', headers: { [name]: 'DELETE' } })).statusCode).toBe(
        400,
      )
    const other = await rig.node.app.inject({ method: 'DELETE', url: '/v1/sign-in' })
    expect([other.statusCode, other.headers.allow]).toEqual([405, 'POST'])
  })

  test('[HT12] [S-36] nobody’s Host header gets into an answer', async () => {
    for (const url of ['/', '/docs', '/openapi.json', '/v1/echo', '/v1/nothing']) {
      const { body, headers } = await rig.node.app.inject({
        url,
        headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example' },
      })
      expect(body + JSON.stringify(headers)).not.toContain('evil.example')
    }
  })
})
