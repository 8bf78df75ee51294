import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, createTestNode, documentOf, feedOf, refusalOf, type TestBrowser } from '../test/stage.ts'
import type { Store } from './store/store.ts'
import { createTick } from './tick.ts'
import { startTicking } from './ticking.ts'

const hourMs = 3_600_000
let stage: Awaited<ReturnType<typeof createStage>>
let agent: TestBrowser
beforeEach(async () => {
  stage = await createStage()
  agent = stage.browser()
  documentOf(await agent.signIn('agent01'))
  await agent.get('setState', { body: { medium: 'voice', state: 'READY' } })
})
/** Everything that was started has come to its end: the store in memory waits for nothing else. */
const settled = () => new Promise((resolve) => setImmediate(resolve))
async function callerOf(browser: TestBrowser) {
  const caller = await browser.caller()
  if (!caller.ok) throw new Error(caller.refusal.code)
  return caller.value
}
/** An isolated tab of the agent's browser, in which the work goes on. */
async function secondTab(): Promise<TestBrowser> {
  const tab = stage.browser({ device: agent.device })
  tab.cookie = agent.cookie
  tab.subId = 'second'
  documentOf(await tab.signIn('agent01'))
  agent.cookie = tab.cookie
  return tab
}
async function pass(ms: number, tick = stage.tick) {
  stage.clock.advance(ms)
  await tick.run()
}
const row = () => stage.deps.store.tenant('demo').get('sessions', { id: agent.sessionId })
const voice = async () => {
  const found = await stage.deps.store.tenant('demo').get('agents', { userId: 'u-agent01' })
  return found?.agent.states.find(({ medium }) => medium === 'voice')
}
const drops = async () =>
  (await feedOf(stage.deps.store)).flatMap((event) =>
    event.kind === 'session.dropped' ? [{ sessionId: event.data.sessionId, elsewhere: event.data.elsewhere }] : [],
  )
const kinds = async () => (await feedOf(stage.deps.store)).map(({ kind }) => kind)

describe('presence', () => {
  test('[PS1] a socket makes a session connected, its loss dropped; each is told once', async () => {
    const caller = await callerOf(agent)
    await stage.presence.connected(caller)
    await stage.presence.connected(caller)
    expect(await row()).toMatchObject({ connectedNode: 'node-1', droppedAt: null })
    stage.clock.advance(60_000)
    await stage.presence.dropped(caller)
    await stage.presence.dropped(caller)
    expect(await row()).toMatchObject({ connectedNode: null, droppedAt: stage.clock.now() })
    expect((await kinds()).slice(-2)).toEqual(['session.connected', 'session.dropped'])
  })

  test('[PS1] nobody was away for less than no time, though the drop was noted by a clock that is ahead', async () => {
    const caller = await callerOf(agent)
    const { clock } = stage
    const ahead = createTestNode({ store: stage.deps.store, clock: { ...clock, now: () => clock.now() + 400 }, nodeId: 'ahead' })
    await ahead.presence.connected(caller)
    await ahead.presence.dropped(caller)
    await stage.presence.connected(caller)
    const told = (await feedOf(stage.deps.store)).findLast(({ kind }) => kind === 'session.connected')
    expect(told?.data).toMatchObject({ awayMs: 0 })
  })

  test('[PS2] what another node holds this one does not drop', async () => {
    const caller = await callerOf(agent)
    const other = createTestNode({ ...stage.deps, nodeId: 'node-2' })
    await stage.presence.connected(caller)
    await other.presence.connected(caller)
    await stage.presence.dropped(caller)
    expect(await row()).toMatchObject({ connectedNode: 'node-2', droppedAt: null })
  })

  test('[PS3] who never opens a socket is lost after the grace period as well', async () => {
    await pass(29_000)
    expect((await voice())?.state).toBe('READY')
    await pass(1_000)
    expect(await voice()).toMatchObject({ state: 'NOT_READY', reasonCode: 50_001 })
  })

  test('[PS3] who signs in again in a session that was dropped has the grace period anew', async () => {
    await pass(31_000)
    expect((await voice())?.reasonCode).toBe(50_001)
    const { session } = documentOf(await agent.signIn('agent01'))
    expect(session.id).toBe((await row())?.id)
    await pass(29_000)
    expect((await voice())?.state).toBe('READY')
    await pass(1_000)
    expect((await voice())?.reasonCode).toBe(50_001)
  })

  test('[PS4] activity is written every fifteen seconds at most', async () => {
    const caller = await callerOf(agent)
    const { activeAt } = caller.session
    stage.clock.advance(14_000)
    await stage.presence.active(caller)
    expect((await row())?.activeAt).toBe(activeAt)
    stage.clock.advance(1_000)
    await stage.presence.active(caller)
    expect((await row())?.activeAt).toBe(activeAt + 15_000)
  })

  test('[PS5] a socket that comes back without a resume gives the work back, too', async () => {
    const before = await voice()
    await pass(31_000)
    expect((await voice())?.reasonCode).toBe(50_001)
    await stage.presence.connected(await callerOf(agent))
    expect(await voice()).toEqual(before)
  })

  test('[PS5] a socket of another tab gives back what was lost in the first, before and after that one’s end', async () => {
    const agentRow = async () => (await stage.deps.store.tenant('demo').get('agents', { userId: 'u-agent01' }))?.agent
    const before = await agentRow()
    const connect = async (browser: TestBrowser) => stage.presence.connected(await callerOf(browser))
    const drop = async (browser: TestBrowser) => stage.presence.dropped(await callerOf(browser))
    await connect(agent)
    const tab = await secondTab()
    await drop(agent)
    await pass(31_000)
    expect(await voice()).toMatchObject({ state: 'NOT_READY', reasonCode: 50_001 })
    await connect(agent)
    expect(await agentRow()).toEqual({ ...before, sessionId: agent.sessionId })

    documentOf(await tab.signIn('agent01'))
    agent.cookie = tab.cookie
    await pass(20_000)
    await drop(agent)
    await pass(11_000)
    await pass(hourMs - 20_000)
    expect(await stage.deps.store.tenant('demo').get('sessions', { id: tab.sessionId })).toMatchObject({
      endReason: 'connectionLost',
    })
    // The first tab is not lost for good yet, so neither is the work (SO32).
    expect(await voice()).toMatchObject({ state: 'NOT_READY', reasonCode: 50_001 })
    await connect(agent)
    expect(await agentRow()).toEqual({ ...before, sessionId: agent.sessionId })
  })

  test('[PS17] work goes on in another tab that stands, when the tab that carried it is closed', async () => {
    const before = await voice()
    await stage.presence.connected(await callerOf(agent))
    const tab = await secondTab()
    await stage.presence.connected(await callerOf(tab))
    await stage.presence.dropped(await callerOf(tab))
    await pass(31_000)
    expect(await voice()).toEqual(before)
    await pass(2 * hourMs)
    expect(await voice()).toEqual(before)
    await stage.presence.dropped(await callerOf(agent))
    await pass(31_000)
    expect(await voice()).toMatchObject({ state: 'NOT_READY', reasonCode: 50_001 })
  })

  test('[PS17] [SO17] work goes on in the tab that carries it while somebody is in another', async () => {
    const before = await voice()
    await stage.presence.connected(await callerOf(agent))
    const tab = await secondTab()
    await stage.presence.connected(await callerOf(tab))
    await pass(3 * hourMs)
    await stage.presence.active(await callerOf(agent))
    await pass(2 * hourMs)
    expect((await stage.deps.store.tenant('demo').get('sessions', { id: tab.sessionId }))?.endReason).toBeNull()
    expect(await voice()).toEqual(before)
  })

  test('[PS6] a node that died: its sessions drop when its lease is over, from when it was last seen', async () => {
    const dead = createTestNode({ ...stage.deps, nodeId: 'dead' })
    await dead.tick.run()
    const seenAt = stage.clock.now()
    await dead.presence.connected(await callerOf(agent))
    await pass(4_000)
    expect((await row())?.connectedNode).toBe('dead')
    await pass(1_000)
    expect(await row()).toMatchObject({ connectedNode: null, droppedAt: seenAt })
    expect((await stage.deps.store.system.find('nodes')).map(({ id }) => id)).toEqual(['node-1'])
    await pass(25_000)
    expect((await voice())?.reasonCode).toBe(50_001)
  })

  test('[PS18] a drop tells whether another session of the person stands', async () => {
    const tab = await secondTab()
    const callers = [await callerOf(agent), await callerOf(tab)]
    for (const caller of callers) await stage.presence.connected(caller)
    for (const caller of callers) await stage.presence.dropped(caller)
    expect(await drops()).toEqual([
      { sessionId: agent.sessionId, elsewhere: true },
      { sessionId: tab.sessionId, elsewhere: false },
    ])
  })

  test('[PS18] what a dead node held does not stand; what another node holds does', async () => {
    const dead = createTestNode({ ...stage.deps, nodeId: 'dead' })
    await stage.tick.run()
    await dead.tick.run()
    const tab = await secondTab()
    for (const browser of [agent, tab]) await dead.presence.connected(await callerOf(browser))
    await pass(5_000)
    expect((await drops()).map(({ elsewhere }) => elsewhere)).toEqual([false, false])

    await dead.tick.run()
    await dead.presence.connected(await callerOf(agent))
    await stage.presence.connected(await callerOf(tab))
    await pass(5_000)
    expect((await drops()).at(-1)).toEqual({ sessionId: agent.sessionId, elsewhere: true })
  })

  test('[PS7] the only node knows at its start that the one before is dead', async () => {
    await stage.tick.run()
    await stage.presence.connected(await callerOf(agent))
    const next = createTestNode({ ...stage.deps, nodeId: 'next' })
    await createTick(next.deps, { alone: true }).run()
    expect(await row()).toMatchObject({ connectedNode: null })
  })

  test('[PS7] at its start only: two on one file by mistake do not drop each other for ever', async () => {
    const other = createTestNode({ ...stage.deps, nodeId: 'next' })
    const ticks = [createTick(stage.deps, { alone: true }), createTick(other.deps, { alone: true })]
    for (const tick of ticks) await tick.run()
    await stage.presence.connected(await callerOf(agent))
    for (let second = 0; second < 10; second++) {
      stage.clock.advance(1_000)
      for (const tick of ticks) await tick.run()
    }
    expect(await row()).toMatchObject({ connectedNode: stage.deps.nodeId })
  })

  test('[PS8] a node that stops leaves at once', async () => {
    await stage.tick.run()
    await stage.tick.stop()
    expect(await stage.deps.store.system.find('nodes')).toMatchObject([{ leaseUntil: stage.clock.now() }])
  })
})

describe('a tick that has much to do, or fails', () => {
  /** The store, but one tenant's is broken. */
  const withBroken = (broken: string): Store => {
    const { store } = stage.deps
    const transact = () => Promise.reject(new Error(`${broken} is broken`))
    return { ...store, tenant: (id) => (id === broken ? { ...store.tenant(id), transact } : store.tenant(id)) }
  }
  const leaseUntil = async () => (await stage.deps.store.system.get('nodes', { id: 'node-1' }))?.leaseUntil ?? 0

  test('[PS14] the lease is renewed on its own timer, however long a run takes', async () => {
    let finish: () => void = () => undefined
    const endless = new Promise<void>((resolve) => (finish = resolve))
    const end = startTicking({ ...stage.tick, run: () => endless }, stage.clock, () => undefined)
    for (let second = 0; second < 30; second++) {
      stage.clock.advance(1_000)
      await settled()
    }
    expect(await leaseUntil()).toBeGreaterThan(stage.clock.now() + 3_000)
    finish()
    await end()
  })

  test('[PS15] a tenant that fails keeps nothing from the others, and the run says so at its end', async () => {
    const other = stage.browser()
    documentOf(await other.signIn('wile01', { tenant: 'acme' }))
    const { store, clock } = stage.deps
    stage.clock.advance(31_000)
    const tick = createTick(createTestNode({ store: withBroken('acme'), clock }).deps)
    await expect(tick.run()).rejects.toThrow('acme is broken')
    expect((await voice())?.reasonCode).toBe(50_001)
    // The order of the tenants does not matter.
    stage.clock.advance(3_600_000)
    const second = createTick(createTestNode({ store: withBroken('demo'), clock }).deps)
    await expect(second.run()).rejects.toThrow('demo is broken')
    const [theirs] = await store.tenant('acme').find('sessions')
    expect(theirs?.endedAt).not.toBeNull()
  })

  test('[PS15] what a dead node held in a tenant that fails is dropped later', async () => {
    const dead = createTestNode({ ...stage.deps, nodeId: 'dead' })
    await dead.tick.run()
    await dead.presence.connected(await callerOf(agent))
    stage.clock.advance(6_000)
    const { clock } = stage.deps
    await expect(createTick(createTestNode({ store: withBroken('demo'), clock }).deps).run()).rejects.toThrow('demo is broken')
    expect((await row())?.connectedNode).toBe('dead')
    await stage.tick.run()
    expect((await row())?.connectedNode).toBeNull()
  })

  test('[PS16] a dead node’s sessions are dropped 500 a run and tenant, but all by a server that starts', async () => {
    const model = await row()
    if (!model) throw new Error('no session')
    const fill = () =>
      stage.deps.store.tenant('demo').transact(async (tx) => {
        const held = { ...model, connectedNode: 'dead', droppedAt: null, dueAt: null }
        for (let n = 0; n < 1_200; n++) tx.put('sessions', { ...held, id: `demo.s${n}` })
        tx.system.put('nodes', { id: 'dead', startedAt: 1, leaseUntil: 1 })
      })
    const left = async () => (await stage.deps.store.tenant('demo').find('sessions', { where: { connectedNode: 'dead' } })).length
    await stage.tick.run()
    await fill()
    const counts = []
    for (let each = 0; each < 3; each++) {
      await pass(1_000)
      counts.push(await left())
    }
    expect(counts).toEqual([700, 200, 0])
    await fill()
    await createTestNode({ ...stage.deps, nodeId: 'next' }).tick.run()
    expect(await left()).toBe(0)
  })
})

describe('time', () => {
  test('[PS10] lost, then signed out when nobody comes back, with one event each, whichever nodes tick', async () => {
    const other = createTestNode({ ...stage.deps, nodeId: 'node-2' })
    const both = async (ms: number) => {
      stage.clock.advance(ms)
      await Promise.all([stage.tick.run(), other.tick.run(), stage.tick.run()])
    }
    await both(30_000)
    await both(3_570_000)
    expect(
      (await kinds()).filter((kind) => kind === 'agent.lost' || kind === 'session.ended' || kind === 'agent.signedOut'),
    ).toEqual(['agent.lost', 'session.ended', 'agent.signedOut'])
    expect(await row()).toMatchObject({ endReason: 'connectionLost', dueAt: null })
  })

  test('[PS11] after a long stop of all nodes the grave things happen first, and the work can still come back', async () => {
    const before = await voice()
    await pass(2 * 3_600_000)
    expect(await row()).toMatchObject({ endReason: 'connectionLost' })
    expect(documentOf(await agent.resume()).outcome).toBe('resynced')
    expect(await voice()).toEqual(before)
  })

  test('[PS12] [S-24] a suspended tenant’s sessions end', async () => {
    const demo = await stage.deps.store.system.get('tenants', { id: 'demo' })
    if (demo) await stage.deps.store.system.transact(async (rows) => rows.put('tenants', { ...demo, suspendedAt: 1 }))
    expect(refusalOf(await agent.call('session')).code).toBe('session.ended')
    await stage.tick.run()
    expect(await row()).toMatchObject({ endReason: 'suspended' })
  })

  test('[PS13] what has served its time is removed', async () => {
    refusalOf(await stage.browser({ device: null }).signIn('nobody', { password: 'wrong wrong wrong' }))
    await agent.get('signOut', { body: {} })
    const { system } = stage.deps.store
    expect((await system.find('attempts')).length).toBe(2)
    expect((await system.find('budgets')).length).toBe(1)
    await pass(26 * 3_600_000)
    expect(await system.find('attempts')).toEqual([])
    expect(await system.find('budgets')).toEqual([])
    expect(await row()).toBeDefined()
    await pass(7 * 24 * 3_600_000)
    expect(await row()).toBeUndefined()
  })
})

describe('the audit trail', () => {
  test('[S-64] the feed replayed is the table of sessions', async () => {
    const boss = stage.browser()
    documentOf(await boss.signIn('supervisor01'))
    documentOf(await stage.browser().signIn('agent01', { takeOver: true }))
    documentOf(await stage.browser().signIn('agent02', { extension: '5001' }))
    await boss.get('signOut', { body: {} })
    await pass(31_000)
    await pass(3_600_000)
    const ended = new Map<string, string | null>()
    for (const event of await feedOf(stage.deps.store)) {
      if (event.kind === 'session.started') ended.set(event.data.sessionId, null)
      if (event.kind === 'session.ended') ended.set(event.data.sessionId, event.data.reason)
    }
    const rows = await stage.deps.store.tenant('demo').find('sessions')
    expect([...ended].toSorted()).toEqual(rows.map(({ id, endReason }) => [id, endReason]).toSorted())
  })

  test('[AD20] reads newest first, page by page, by person, time and kind', async () => {
    const analyst = stage.browser()
    documentOf(await analyst.signIn('analyst01'))
    const feed = await feedOf(stage.deps.store)
    const first = await analyst.get('audit', { query: { limit: 2 } })
    expect(first.events.map(({ offset }) => offset)).toEqual([feed.length, feed.length - 1])
    const second = await analyst.get('audit', { query: { limit: 2, before: first.next ?? 0 } })
    expect(second.events.map(({ offset }) => offset)).toEqual([feed.length - 2, feed.length - 3])
    const about = await analyst.get('audit', { query: { user: 'u-agent01', kind: 'session.started' } })
    expect(about).toMatchObject({ events: [{ userId: 'u-agent01', by: 'u-agent01' }], next: null })
    expect((await analyst.get('audit', { query: { kind: 'no.such' } })).events).toEqual([])
    expect((await analyst.get('audit', { query: { from: stage.clock.now() + 1 } })).events).toEqual([])
  })

  test('[AD21] one’s timeline is one’s own', async () => {
    const { events } = await agent.get('timeline', { query: { user: 'u-agent02' } })
    expect(new Set(events.map(({ userId }) => userId))).toEqual(new Set(['u-agent01']))
  })
})

test('[AD35] [S-23] a shorter idle time holds for the sessions that are live already', async () => {
  const administrator = stage.browser()
  documentOf(await administrator.signIn('admin01'))
  await stage.presence.connected(await callerOf(agent))
  await administrator.get('setPreference', { params: { level: 'tenant', key: 'session.idleMs' }, body: { value: 300_000 } })
  await pass(1_000)
  expect((await row())?.endedAt).toBeNull()
  await pass(300_000)
  expect(await row()).toMatchObject({ endReason: 'idle' })
})
