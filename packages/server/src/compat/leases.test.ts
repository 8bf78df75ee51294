import { expect, test } from 'vitest'
import { createStage, createTestNode } from '../../test/stage.ts'
import type { Caller } from '../use-case.ts'
import { createLeases, leaseMs } from './leases.ts'

async function signedIn() {
  const stage = await createStage()
  const { store } = stage.deps
  const answer = await stage.browser().signIn('agent01')
  if (!answer.ok) throw new Error('not signed in')
  const { session: shown, user } = answer.value.document
  const session = await store.tenant('demo').get('sessions', { id: shown.id })
  const member = await store.tenant('demo').get('members', { id: user.id })
  if (!session || !member) throw new Error('no rows')
  const caller: Caller = { tenantId: 'demo', session, member, mustEnrol: false }
  const read = async () => (await store.tenant('demo').get('sessions', { id: session.id }))?.connectedNode ?? null
  return { stage, caller, read, leases: createLeases(stage.presence, stage.clock, (error) => expect.fail(String(error))) }
}

test('[CP4] a client counts as connected for a minute after each sign of life', async () => {
  const { stage, caller, read, leases } = await signedIn()
  await leases.renew(caller)
  expect(await read()).toBe(stage.deps.nodeId)
  await stage.clock.advance(leaseMs - 1)
  await leases.renew(caller)
  await stage.clock.advance(leaseMs - 1)
  expect(await read()).toBe(stage.deps.nodeId)
  await stage.clock.advance(1)
  await expect.poll(read).toBeNull()
  await leases.renew(caller)
  expect(await read()).toBe(stage.deps.nodeId)
})

test('[CP4] what is forgotten or closed writes nothing later', async () => {
  const { stage, caller, read, leases } = await signedIn()
  await leases.renew(caller)
  leases.forget(caller.session.id)
  await stage.clock.advance(2 * leaseMs)
  expect(await read()).toBe(stage.deps.nodeId)
  await leases.renew(caller)
  leases.close()
  await stage.clock.advance(2 * leaseMs)
  expect(await read()).toBe(stage.deps.nodeId)
})

test('[CP4] a client whose line is gone is dropped at once, and only once', async () => {
  const { stage, caller, read, leases } = await signedIn()
  await leases.drop(caller)
  await leases.renew(caller)
  await leases.drop(caller)
  expect(await read()).toBeNull()
  await leases.drop(caller)
  const told = await stage.deps.store.tenant('demo').events({ limit: 1_000 })
  expect(told.filter(({ kind }) => kind === 'session.dropped')).toHaveLength(1)
})

test('[CP4] what a person does counts against the idle time, at most once a minute; a sign of life does not', async () => {
  const { stage, caller, leases } = await signedIn()
  const activeAt = async () => (await stage.deps.store.tenant('demo').get('sessions', { id: caller.session.id }))?.activeAt
  const startedAt = stage.clock.now()
  await stage.clock.advance(40_000)
  await leases.renew(caller)
  expect(await activeAt()).toBe(startedAt)
  await leases.active(caller)
  expect(await activeAt()).toBe(startedAt + 40_000)
  await stage.clock.advance(40_000)
  await leases.active(caller)
  expect(await activeAt()).toBe(startedAt + 40_000)
  await leases.renew(caller)
  await stage.clock.advance(20_000)
  await leases.active(caller)
  expect(await activeAt()).toBe(startedAt + 100_000)
})

test('[CP4] [PS1] a client that calls two nodes is connected as long as one of them hears of it', async () => {
  const { stage, caller, leases, read } = await signedIn()
  const other = createTestNode({ store: stage.deps.store, clock: stage.clock, nodeId: 'node-2' })
  const elsewhere = createLeases(other.presence, stage.clock, (error) => expect.fail(String(error)))
  stage.deps.store.subscribe((_tenantId, events) => {
    for (const event of events)
      if (event.kind === 'session.dropped') for (const each of [leases, elsewhere]) each.onDropped(event.data.sessionId)
  })
  await leases.renew(caller)
  await elsewhere.renew(caller)
  expect(await read()).toBe('node-2')
  await stage.clock.advance(leaseMs - 1)
  await leases.renew(caller)
  await stage.clock.advance(1)
  await expect.poll(read).toBe('node-1')
  await stage.clock.advance(leaseMs)
  await expect.poll(read).toBeNull()
})
