import { describe, expect, test } from 'vitest'
import { judgeOrigin } from './origin.ts'
import { createTestNode, ownOrigin } from './test-node.ts'

const allowed = 'https://crm.example.com'
const known = { isOwn: (origin: string) => origin === ownOrigin, isAllowed: (origin: string) => origin === allowed }
const origins = {
  none: undefined,
  own: ownOrigin,
  allowed,
  strange: 'https://evil.example',
  null: 'null',
  two: `${ownOrigin}, ${ownOrigin}`,
}
const sites = { none: undefined, same: 'same-origin', sister: 'same-site', cross: 'cross-site', typed: 'none' }

/** Rows: Origin. Columns: Sec-Fetch-Site absent, same-origin, same-site, cross-site, none. Without and with a cookie. */
const writes: Record<keyof typeof origins, { bare: string; cookie: string }> = {
  none: { bare: 'own own refused refused refused', cookie: 'refused own refused refused refused' },
  own: { bare: 'own own refused refused refused', cookie: 'own own refused refused refused' },
  allowed: { bare: 'allowed allowed allowed allowed refused', cookie: 'allowed allowed allowed allowed refused' },
  strange: { bare: 'refused refused refused refused refused', cookie: 'refused refused refused refused refused' },
  null: { bare: 'refused refused refused refused refused', cookie: 'refused refused refused refused refused' },
  two: { bare: 'refused refused refused refused refused', cookie: 'refused refused refused refused refused' },
}
const reads: Record<keyof typeof origins, string> = {
  none: 'own own foreign foreign own',
  own: 'own own foreign foreign foreign',
  allowed: 'allowed allowed allowed allowed foreign',
  strange: 'foreign foreign foreign foreign foreign',
  null: 'foreign foreign foreign foreign foreign',
  two: 'foreign foreign foreign foreign foreign',
}

describe('where a request comes from', () => {
  for (const [name, origin] of Object.entries(origins) as [keyof typeof origins, string | undefined][])
    test(`[HT1] [HT2] [HT3] [HT4] [S-30] Origin ${name}`, () => {
      const judge = (safe: boolean, cookie: boolean) =>
        Object.values(sites)
          .map((site) => judgeOrigin({ safe, cookie, origin, site }, known))
          .join(' ')
      expect(judge(false, false)).toBe(writes[name].bare)
      expect(judge(false, true)).toBe(writes[name].cookie)
      expect(judge(true, false)).toBe(reads[name])
      expect(judge(true, true)).toBe(reads[name])
    })

  const types = {
    json: 'application/json',
    utf8: 'application/json; charset=utf-8',
    form: 'application/x-www-form-urlencoded',
    text: 'text/plain',
    multipart: 'multipart/form-data; boundary=x',
    likeJson: 'application/jsonx',
    none: undefined,
  }
  test.each(Object.entries(types))('[HT5] [S-30] a write with a body as %s', async (name, type) => {
    const { node } = await createTestNode()
    const payload = JSON.stringify({ tenant: 'demo', username: 'agent01', password: 'x' })
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const headers = { origin: ownOrigin, 'sec-fetch-site': 'same-origin', ...(type ? { 'content-type': type } : {}) }
      const { statusCode } = await node.app.inject({ method, url: '/v1/sign-in', payload, headers })
      const isJson = name === 'json' || name === 'utf8'
      expect([method, statusCode]).toEqual([method, method !== 'POST' ? 405 : isJson ? 404 : 415])
    }
    await node.close()
  })

  test('[HT7] [S-30] the cookie counts from our own pages only', async () => {
    const { node, signIn } = await createTestNode()
    const { headers } = await signIn()
    const { origin: _, ...cookieOnly } = headers
    const read = async (more: Record<string, string>) =>
      (await node.app.inject({ url: '/v1/session', headers: { ...cookieOnly, ...more } })).statusCode
    // 404 is the test node's use case: it was reached.
    expect(await read({})).toBe(404)
    expect(await read({ origin: ownOrigin })).toBe(404)
    expect(await read({ origin: 'https://evil.example' })).toBe(403)
    expect(await read({ 'sec-fetch-site': 'cross-site' })).toBe(403)
    await node.close()
  })
})
