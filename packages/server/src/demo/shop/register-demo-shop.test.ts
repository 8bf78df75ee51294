import { decodeJwt, jwtVerify } from 'jose'
import { expect, test } from 'vitest'
import { createTestNode } from '../../http/test-node.ts'
import { findDemoShopKey } from '../demo-shop-key.ts'

const headers = { 'content-type': 'application/json' }

test('[CW16] the shop’s back end signs tokens of five minutes with the project’s key, and remembers who signed in', async () => {
  const { node, deps } = await createTestNode({ env: { HOTSEAT_DEMO: '1' } })
  const post = await node.app.inject({ method: 'POST', url: '/demo/shop/session', headers, payload: { customer: 'ida' } })
  const { user, token } = post.json()
  expect(user).toEqual({ name: 'Ida Brandt', email: 'ida.brandt@partner.example' })
  const { iat = 0, exp, ...claims } = decodeJwt(token)
  expect(claims).toEqual({ email: 'ida.brandt@partner.example', displayName: 'Ida Brandt' })
  expect(exp).toBe(iat + 300)
  const { secret } = (await findDemoShopKey(deps)) ?? { secret: '' }
  await jwtVerify(token, new TextEncoder().encode(secret), { algorithms: ['HS256'] })
  const cookie = String(post.headers['set-cookie'])
  expect(cookie).toMatch(/^shop=ida; Path=\/demo\/shop; HttpOnly; SameSite=Strict/)
  const read = await node.app.inject({ url: '/demo/shop/session', headers: { cookie: 'shop=ida' } })
  expect(read.json().user).toEqual(user)
  for (const payload of [{ customer: 'nobody' }, {}, [], { customer: ['ida'] }]) {
    const refused = await node.app.inject({ method: 'POST', url: '/demo/shop/session', headers, payload })
    expect([refused.json(), refused.headers['set-cookie']]).toEqual([{ user: null, token: null }, undefined])
  }
})

test('[CW16] without demo data there is no shop', async () => {
  const { node } = await createTestNode({ env: { HOTSEAT_DEMO: '0' } })
  for (const url of ['/demo/shop/session', '/demo/shop/shop.js'])
    expect([url, (await node.app.inject({ url })).headers['content-type']]).not.toEqual([url, 'text/javascript; charset=utf-8'])
  const post = await node.app.inject({ method: 'POST', url: '/demo/shop/session', headers, payload: { customer: 'ida' } })
  expect(post.statusCode).toBe(404)
})
