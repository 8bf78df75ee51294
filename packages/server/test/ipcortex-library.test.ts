import { afterEach, beforeEach, expect, test } from 'vitest'
import { createTestNode, type TestNode } from '../src/http/test-node.ts'

let rig: TestNode
beforeEach(async () => {
  rig = await createTestNode()
})
afterEach(() => rig.node.close())

const get = async (url: string, headers: Record<string, string> = {}) => {
  const answer = await rig.node.app.inject({ method: 'GET', url, headers })
  return { status: answer.statusCode, headers: answer.headers, text: answer.body }
}

test('[PX39] the library’s scripts are for pages of any origin, and unchanged ones are not sent again', async () => {
  const { status, headers, text } = await get('/api/wrapper.whtm')
  expect(status).toBe(200)
  expect(text).toContain('onAPILoadReady')
  expect(headers).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cross-origin-resource-policy': 'cross-origin',
    'access-control-allow-origin': '*',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
  })
  const again = await get('/api/wrapper.whtm', { 'if-none-match': String(headers.etag) })
  expect([again.status, again.text]).toEqual([304, ''])
  // Whether it is there hangs on a build; what is there is a script.
  const library = await get('/api/api.js')
  expect(library.status === 404 || String(library.headers['content-type']).startsWith('text/javascript')).toBe(true)
  expect(JSON.parse((await get('/api/version')).text)).toEqual({ version: expect.stringMatching(/^\d+\.\d+\.\d+/) })
})

test('[PX39] addresses below /api are its own, but for those of the API under /api/v2', async () => {
  expect(JSON.parse((await get('/api/nowhere')).text)).toEqual({ result: 'fail' })
  for (const path of ['/api/v2', '/api/v2/me', '/api/v2/nowhere']) expect((await get(path)).text).toContain('statusCode')
})
