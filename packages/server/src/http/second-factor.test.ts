import { type Operation, operations } from '@hotseat/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createTestNode, exampleCalls, type TestNode } from './test-node.ts'

let rig: TestNode
let url: string
beforeEach(async () => {
  rig = await createTestNode({ env: { HOTSEAT_PORT: '0' } })
  url = (await rig.node.start()).url
  const row = { level: 'tenant', key: 'security.secondFactor', value: 'administrators', locked: false }
  await rig.store.tenant('demo').transact(async (tx) => tx.put('preferences', { ...row, changedAt: 1, changedBy: null }))
})
afterEach(() => rig.node.close())

/** The status of a handshake as a browser's tab makes it. */
function shake(headers: Record<string, string>): Promise<number> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/v1/feed`, { headers: { cookie: headers.cookie ?? '', origin: url } })
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_, { statusCode = 0 }) => resolve(statusCode))
    socket.once('open', () => {
      socket.close()
      resolve(101)
    })
  })
}

test('[MF4] [S-74] whoever must set up a second factor can do that, sign out, and nothing else', async () => {
  const open = Object.entries<Operation>(operations).flatMap(([name, row]) => (row.beforeSecondFactor ? [name] : []))
  expect(open.toSorted()).toEqual(['confirmSecondFactor', 'enrolSecondFactor', 'session', 'signOut'])
  for (const role of ['administrator', 'user-access-manager'] as const) {
    for (const bearer of [false, true]) {
      const me = await rig.signIn({ role, bearer, user: role })
      for (const { name, method, url: path } of exampleCalls()) {
        const { access, beforeSecondFactor }: Operation = operations[name]
        if (access === 'anyone') continue
        const answer = await rig.node.app.inject({ method, url: path, headers: { ...me.headers, origin: url } })
        const isClosed = answer.json().code === 'session.enrolSecondFactor' || answer.json().code === 'permission.denied'
        expect([role, name, isClosed]).toEqual([role, name, beforeSecondFactor !== true])
      }
    }
  }
})

test('[MF4] nor the feed; a role that needs none has it', async () => {
  const admin = await rig.signIn({ role: 'administrator', user: 'admin01' })
  const agent = await rig.signIn({ user: 'agent01' })
  expect(await shake(agent.headers)).toBe(101)
  expect(await shake(admin.headers)).toBe(403)
  const secondFactor = { sealedKey: 'x', confirmedAt: 1, lastStep: 1 }
  const account = { id: 'u-admin01', email: null, passwordHash: null, passwordChangedAt: 1, secondFactor, tenants: ['demo'] }
  await rig.store.system.transact(async (tx) => tx.put('accounts', account))
  expect(await shake(admin.headers)).toBe(101)
})
