import type { Recording } from '@hotseat/core'
import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, createTestNode, documentOf, refusalOf, type TestBrowser } from '../../test/stage.ts'
import { recordingsToldBy, talk } from '../../test/test-recorder.ts'
import type { Store, Transaction } from '../store/store.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let agent: TestBrowser
beforeEach(async () => {
  stage = await createStage()
  agent = stage.browser()
  documentOf(await agent.signIn('agent01', { place: 'desk-07' }))
  await ready(agent)
})

const ready = (who: TestBrowser) => who.get('setState', { body: { medium: 'voice', state: 'READY' } })
const end = (id: string) => agent.get('actOnInteraction', { params: { id }, body: { action: 'end' } })
const rows = async () => (await stage.deps.store.tenant('demo').find('recordings')).map(({ recording }) => recording)
async function theOne(): Promise<Recording> {
  const [recording, ...others] = await rows()
  if (recording === undefined || others.length > 0) throw new Error('not one recording')
  return recording
}
const kinds = async () => (await recordingsToldBy(stage)).map(({ kind }) => kind)
async function set(level: string, value: string) {
  const admin = stage.browser()
  documentOf(await admin.signIn('admin01'))
  documentOf(await admin.call('setPreference', { params: { level, key: 'recording.when' }, body: { value, locked: false } }))
}

describe('when an agent’s screen is recorded', () => {
  test('[RC3] a recording is asked for in the commit that answers the call', async () => {
    const commits: string[][] = []
    stage.deps.store.subscribe((_tenant, events) => commits.push(events.map(({ kind }) => kind)))
    const id = await talk(agent, { party: '+49 30 1' })
    expect(commits.at(-1)).toEqual(['interaction.answered', 'agent.stateChanged', 'recording.asked'])
    const now = stage.clock.now()
    expect(await theOne()).toMatchObject({
      ...{ userId: 'u-agent01', place: 'desk-07', state: 'asked', askedAt: now, giveUpAt: now + 30_000, recorderId: null },
      calls: [{ interactionId: id, party: '+49 30 1', from: now, to: null }],
    })
    const calls = await stage.deps.store.tenant('demo').find('recordedCalls', { where: { interactionId: id } })
    expect(calls).toEqual([{ recordingId: (await theOne()).id, interactionId: id, answeredAt: now }])
  })

  test('[RC1] [RC3] by the preference as it applies to that agent then', async () => {
    await set('user:u-agent01', 'direction=outbound')
    const id = await talk(agent, { campaign: 'inbound-support' })
    expect(await rows()).toEqual([])
    await end(id)
    await set('user:u-agent01', 'campaign=inbound-support')
    await ready(agent)
    await talk(agent, { campaign: 'inbound-support' })
    expect((await theOne()).calls).toHaveLength(1)
  })

  test('[RC1] what is no condition is refused when it is set', async () => {
    const admin = stage.browser()
    documentOf(await admin.signIn('admin01'))
    for (const value of ['on', 'share=0', 'voice, voice', 7]) {
      const outcome = await admin.call('setPreference', {
        params: { level: 'tenant', key: 'recording.when' },
        body: { value, locked: false },
      })
      expect(outcome.ok).toBe(false)
    }
  })

  test('[RC3] a chat is not recorded, nor a call that only rings', async () => {
    const { interactionId } = await agent.get('demoCall', { body: { userId: 'u-agent01' } })
    expect(await rows()).toEqual([])
    await agent.get('actOnInteraction', { params: { id: interactionId }, body: { action: 'decline' } })
    expect(await kinds()).toEqual([])
  })

  test('[RC3] where nothing is recorded it costs a call no read but one, by an index, when it is over', async () => {
    await set('tenant', 'off')
    const asked: unknown[] = []
    const counting = createTestNode({ store: countReads(stage.deps.store, asked), clock: stage.clock })
    const other = counting.browser()
    documentOf(await other.signIn('agent02'))
    const voice = (state: 'READY' | 'NOT_READY', reasonCode?: number) =>
      other.get('setState', { body: { medium: 'voice', state, ...(reasonCode && { reasonCode }) } })
    await voice('READY')
    await voice('NOT_READY', 11)
    await voice('READY')
    const id = await talk(other)
    await other.get('actOnInteraction', { params: { id }, body: { action: 'hold' } })
    await other.get('actOnInteraction', { params: { id }, body: { action: 'retrieve' } })
    expect(asked).toEqual([])
    await other.get('actOnInteraction', { params: { id }, body: { action: 'end' } })
    expect(asked).toEqual([{ where: { userId: 'u-agent02' }, orderBy: 'askedAt', descending: true, limit: 4 }])
    await other.get('signOut', { body: { reasonCode: 28 } })
    expect(asked).toHaveLength(1)
  })

  test('[RC4] it stops in the commit that ends its call', async () => {
    const id = await talk(agent)
    await agent.get('actOnInteraction', { params: { id }, body: { action: 'hold' } })
    await agent.get('actOnInteraction', { params: { id }, body: { action: 'retrieve' } })
    stage.clock.advance(5_000)
    const commits: string[][] = []
    stage.deps.store.subscribe((_tenant, events) => commits.push(events.map(({ kind }) => kind)))
    await end(id)
    expect(commits).toHaveLength(1)
    expect(commits[0]?.filter((kind) => kind.startsWith('recording.'))).toEqual(['recording.callEnded', 'recording.stopped'])
    const now = stage.clock.now()
    expect(await theOne()).toMatchObject({ state: 'stopped', stoppedAt: now, calls: [{ interactionId: id, to: now }] })
  })

  test('[RC4] it stops when the agent’s work ends, whoever ends it', async () => {
    await talk(agent)
    await agent.get('signOut', { body: { reasonCode: 28 } })
    expect(await theOne()).toMatchObject({ state: 'stopped' })
    documentOf(await agent.signIn('agent01'))
    await ready(agent)
    await talk(agent)
    const supervisor = stage.browser()
    documentOf(await supervisor.signIn('supervisor01'))
    await supervisor.get('forceSignOut', { params: { id: 'u-agent01' }, body: {} })
    expect((await rows()).map(({ state }) => state)).toEqual(['stopped', 'stopped'])
  })

  test('[RC5] the next call has a recording of its own', async () => {
    await end(await talk(agent))
    stage.clock.advance(1_000)
    await ready(agent)
    await talk(agent)
    expect((await rows()).map(({ state }) => state).toSorted()).toEqual(['asked', 'stopped'])
  })

  test('[RC6] the agent pauses and resumes; it is marked who did it and when', async () => {
    await talk(agent)
    const { id } = await theOne()
    const act = (who: TestBrowser, action: 'pause' | 'resume') => who.call('actOnRecording', { params: { id }, body: { action } })
    documentOf(await act(agent, 'pause'))
    const from = stage.clock.now()
    stage.clock.advance(3_000)
    documentOf(await act(agent, 'pause'))
    const supervisor = stage.browser()
    documentOf(await supervisor.signIn('supervisor01'))
    documentOf(await act(supervisor, 'resume'))
    expect((await theOne()).pauses).toEqual([{ from, to: from + 3_000, by: 'u-agent01' }])
    const told = await recordingsToldBy(stage)
    expect(told.map(({ kind, by }) => [kind, by]).slice(1)).toEqual([
      ['recording.paused', 'u-agent01'],
      ['recording.resumed', 'u-supervisor01'],
    ])
  })

  test('[RC45] the agent reads whether they are recorded, and loses it with the call', async () => {
    const mine = async () => (await agent.get('myRecording')).recording
    expect(await mine()).toBeNull()
    const call = await talk(agent)
    const { id } = await theOne()
    expect(await mine()).toEqual({ id, state: 'asked', paused: false })
    documentOf(await agent.call('actOnRecording', { params: { id }, body: { action: 'pause' } }))
    expect(await mine()).toEqual({ id, state: 'asked', paused: true })
    await end(call)
    expect(await mine()).toBeNull()
  })

  test('[RC6] to anybody else there is none, and one that is over is not paused', async () => {
    const call = await talk(agent)
    const { id } = await theOne()
    for (const [name, code] of [
      ['agent02', 'object.unknown'],
      ['analyst01', 'object.unknown'],
    ] as const) {
      const other = stage.browser()
      documentOf(await other.signIn(name))
      expect(refusalOf(await other.call('actOnRecording', { params: { id }, body: { action: 'pause' } })).code).toBe(code)
    }
    const stranger = stage.browser()
    documentOf(await stranger.signIn('root01', { tenant: 'acme' }))
    expect(refusalOf(await stranger.call('actOnRecording', { params: { id }, body: { action: 'pause' } })).code).toBe(
      'object.unknown',
    )
    await end(call)
    expect(refusalOf(await agent.call('actOnRecording', { params: { id }, body: { action: 'pause' } })).code).toBe(
      'recording.over',
    )
  })
})

/** The store, noting what units of work look for among recordings. */
function countReads(store: Store, asked: unknown[]): Store {
  const noting = (tx: Transaction): Transaction => ({
    ...tx,
    get: (table, key) => {
      if (table.startsWith('record')) asked.push(key)
      return tx.get(table, key)
    },
    find: (table, query) => {
      if (table.startsWith('record')) asked.push(query)
      return tx.find(table, query)
    },
  })
  return {
    ...store,
    tenant(id) {
      const tenant = store.tenant(id)
      return { ...tenant, transact: (work) => tenant.transact((tx) => work(noting(tx))) }
    },
  }
}
