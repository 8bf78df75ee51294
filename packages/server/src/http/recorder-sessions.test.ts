import { type Operation, operations } from '@hotseat/protocol'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createPlain } from '../../test/plain-adapter.ts'
import { createTestNode, exampleCalls, type SignedIn, type TestNode } from './test-node.ts'

let rig: TestNode
let recorder: SignedIn
beforeEach(async () => {
  rig = await createTestNode({ adapters: [createPlain] })
  recorder = await rig.signIn({ bearer: true })
  await rig.store.tenant('demo').transact(async (tx) => tx.put('sessions', { ...recorder.session, application: 'recorder' }))
})
afterEach(() => rig.node.close())

test('[RC18] a recorder’s session opens what a recorder needs, and no other call', async () => {
  const open = Object.entries<Operation>(operations).flatMap(([name, row]) => (row.forRecorders ? [name] : []))
  expect(open.toSorted()).toEqual(['recorderOrders', 'session', 'signOut'])
  for (const { name, method, url } of exampleCalls()) {
    const { access, forRecorders }: Operation = operations[name]
    if (access === 'anyone') continue
    const answer = await rig.node.app.inject({ method, url, headers: recorder.headers })
    expect([name, answer.json().code === 'permission.denied']).toEqual([name, forRecorders !== true])
  }
})

test('[RC18] nor by another API', async () => {
  const token = (recorder.headers.authorization ?? '').slice('Bearer '.length)
  const answer = await rig.node.app.inject({
    ...{ method: 'POST', url: '/plain/do/setState', headers: { 'x-plain-token': token } },
    payload: { medium: 'voice', state: 'READY' },
  })
  expect(answer.json()).toMatchObject({ fault: 'permission.denied' })
})
