import { once } from 'node:events'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFeed } from '../../test/feed-client.ts'
import { createStage, documentOf, refusalOf } from '../../test/stage.ts'
import { createTestNode, type TestNode } from '../http/test-node.ts'

const tabs = 10
const flaps = 50

let stage: Awaited<ReturnType<typeof createStage>>
let rig: TestNode
let url: string
beforeEach(async () => {
  stage = await createStage()
  const { deps, handlers, presence } = stage
  rig = await createTestNode({ env: { HOTSEAT_PORT: '0' }, deps, handlers, presence })
  url = (await rig.node.start()).url
})
afterEach(() => rig.node.close())

test('[S-14] [S-05] ten tabs, the password changed elsewhere, the network flaps: all end, none returns, nothing is spent', async () => {
  const browser = stage.browser()
  const sessions: { subId: string; sessionId: string }[] = []
  for (let n = 0; n < tabs; n++) {
    browser.subId = `tab${n}`
    documentOf(await browser.signIn('supervisor01'))
    sessions.push({ subId: browser.subId, sessionId: browser.sessionId })
  }
  expect(new Set(sessions.map(({ sessionId }) => sessionId)).size).toBe(tabs)
  const headers = { origin: url, cookie: `hotseat=${browser.cookie}` }
  const sockets = sessions.map(({ subId }) => openFeed(url, headers, { query: `?sub=${subId}` }))
  for (const socket of sockets) expect(await socket.next()).toMatchObject({ type: 'hello' })

  const elsewhere = stage.browser()
  documentOf(await elsewhere.signIn('supervisor01'))
  const change = { current: 'demo-password-2026', next: 'quite another horse' }
  documentOf(await elsewhere.call('changePassword', { body: change }))
  const verified = stage.verifications()

  for (const socket of sockets) {
    expect(await socket.nextOf('bye')).toMatchObject({ reason: 'ended', code: 'resume.passwordChanged' })
    await socket.closed
  }
  for (let flap = 0; flap < flaps; flap++) {
    for (const { subId, sessionId } of sessions) {
      browser.subId = subId
      expect(refusalOf(await browser.resume({ sessionId })).code).toBe('resume.passwordChanged')
      expect(refusalOf(await browser.call('session')).code).toMatch(/^session\.(ended|missing)$/)
    }
  }
  for (const { subId } of sessions) {
    const { socket } = openFeed(url, headers, { query: `?sub=${subId}` })
    const [, answer] = await once(socket, 'unexpected-response')
    expect(answer.statusCode).toBe(401)
  }
  expect(await stage.deps.store.tenant('demo').find('sessions', { where: { endedAt: null } })).toEqual([])
  expect(stage.verifications()).toBe(verified)
  expect(
    (await stage.deps.store.system.find('attempts')).filter(({ failures, permits }) => failures + permits.length > 0),
  ).toEqual([])
  expect(await stage.deps.store.system.find('budgets')).toEqual([])
  documentOf(await stage.browser().signIn('supervisor01', { password: 'quite another horse' }))
})
