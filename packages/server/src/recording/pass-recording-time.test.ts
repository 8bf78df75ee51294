import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RecorderReportBody } from '@hotseat/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, createTestNode, documentOf, type TestBrowser } from '../../test/stage.ts'
import { createTestClock } from '../../test/test-clock.ts'
import { createTestRecorder, recordingsToldBy, talk } from '../../test/test-recorder.ts'
import { seedDemo } from '../demo/seed-demo.ts'
import { openStore } from '../store/open-store.ts'
import { reportRecording } from './report-recording.ts'

describe('a recording that nobody begins', () => {
  let stage: Awaited<ReturnType<typeof createStage>>
  let agent: TestBrowser
  beforeEach(async () => {
    stage = await createStage()
    agent = stage.browser()
    documentOf(await agent.signIn('agent01', { place: 'desk-07' }))
    const caller = await agent.caller()
    if (caller.ok) await stage.presence.connected(caller.value)
    await agent.get('setState', { body: { medium: 'voice', state: 'READY' } })
  })
  const last = async () => (await recordingsToldBy(stage)).at(-1)

  test('[RC17] has failed when the time is over, once, also after its call', async () => {
    const call = await talk(agent)
    await agent.get('actOnInteraction', { params: { id: call }, body: { action: 'end' } })
    stage.clock.advance(29_999)
    await stage.tick.run()
    expect((await last())?.kind).toBe('recording.stopped')
    stage.clock.advance(1)
    await Promise.all([stage.tick.run(), stage.tick.run()])
    const told = (await recordingsToldBy(stage)).filter(({ kind }) => kind === 'recording.failed')
    expect(told).toMatchObject([{ data: { failure: 'noRecorder' }, by: null }])
    expect(await stage.deps.store.tenant('demo').find('recordings', { range: { column: 'dueAt', from: 0 } })).toEqual([])
  })

  test('[RC17] says that a recorder is known and did not answer', async () => {
    documentOf(await createTestRecorder(stage).signIn(agent))
    await talk(agent)
    stage.clock.advance(30_000)
    await stage.tick.run()
    expect(await last()).toMatchObject({ kind: 'recording.failed', data: { failure: 'notAnswered' } })
  })

  test('[RC17] the machine of yesterday is no recorder at the desk of today', async () => {
    const recorder = createTestRecorder(stage)
    documentOf(await recorder.signIn(agent))
    await agent.get('signOut', { body: { reasonCode: 28 } })
    documentOf(await agent.signIn('agent01', { place: 'desk-08' }))
    await agent.get('setState', { body: { medium: 'voice', state: 'READY' } })
    await talk(agent)
    stage.clock.advance(30_000)
    await stage.tick.run()
    expect(await last()).toMatchObject({ kind: 'recording.failed', data: { failure: 'noRecorder' } })
  })

  test('[RC17] [RC20] who began it in time, and could not say so, is told to go on, and it goes on', async () => {
    const recorder = createTestRecorder(stage)
    documentOf(await recorder.signIn(agent))
    const call = await talk(agent)
    const at = stage.clock.now()
    stage.clock.advance(60_000)
    await stage.tick.run()
    const { recording } = await recorder.session.get('recorderOrders')
    expect(recording).toMatchObject({ giveUpAt: at + 30_000 })
    const who = { tenantId: 'demo', recorderId: recorder.id }
    const report = (body: RecorderReportBody) => reportRecording(stage.deps, who, recording?.id ?? '', body)
    expect(await report({ what: 'begun', at: at + 30_001 })).toMatchObject({ refusal: { code: 'recording.over' } })
    expect((await report({ what: 'begun', at: at + 1_000 })).ok).toBe(true)
    expect((await recorder.session.get('recorderOrders')).recording?.id).toBe(recording?.id)
    expect((await report({ what: 'finished', parts: 0 })).ok).toBe(true)
    await agent.get('actOnInteraction', { params: { id: call }, body: { action: 'end' } })
    expect((await recordingsToldBy(stage)).map(({ kind }) => kind)).toEqual([
      ...['recording.asked', 'recording.failed', 'recording.begun', 'recording.finished', 'recording.callEnded'],
      ...['recording.stopped', 'recording.stored'],
    ])
    expect((await recorder.session.get('recorderOrders')).recording).toBeNull()
  })

  test('[RC4] one that failed tells when its call was over, and the next call is asked for anew', async () => {
    const call = await talk(agent)
    stage.clock.advance(30_000)
    await stage.tick.run()
    stage.clock.advance(1_000)
    await agent.get('actOnInteraction', { params: { id: call }, body: { action: 'end' } })
    expect(await last()).toMatchObject({ kind: 'recording.callEnded', data: { interactionId: call, at: stage.clock.now() } })
    await agent.get('setState', { body: { medium: 'voice', state: 'READY' } })
    await talk(agent)
    expect(await last()).toMatchObject({ kind: 'recording.asked' })
  })
})

describe('a server that is killed', () => {
  test('[RC3] [RC20] between answer and beginning: the recording is there and asked when it is back', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hotseat-recordings-'))
    const clock = createTestClock()
    const open = () => openStore({ database: join(folder, 'h.db'), clock, onFault: () => undefined })
    const stores = [await open()]
    try {
      const before = createTestNode({ store: stores[0] ?? (await open()), clock })
      await seedDemo(before.deps)
      const agent = before.browser()
      documentOf(await agent.signIn('agent01', { place: 'desk-07' }))
      const recorder = createTestRecorder(before)
      documentOf(await recorder.signIn(agent))
      await agent.get('setState', { body: { medium: 'voice', state: 'READY' } })
      const call = await talk(agent)

      // Nothing of the process is left: the file alone is, opened beside the one that nobody closed.
      stores.push(await open())
      const after = createTestNode({ store: stores[1] ?? (await open()), clock, nodeId: 'node-2' })
      clock.advance(5_000)
      await after.tick.run()
      const back = after.browser({ device: recorder.device })
      documentOf(await back.resume({ sessionId: recorder.session.sessionId }))
      const { recording } = await back.get('recorderOrders')
      expect(recording).toMatchObject({ paused: false, giveUpAt: clock.now() + 25_000 })
      const [calls] = await after.deps.store.tenant('demo').find('recordedCalls')
      expect(calls).toMatchObject({ recordingId: recording?.id, interactionId: call })
    } finally {
      await Promise.all(stores.map((store) => store.close()))
      await rm(folder, { recursive: true, force: true })
    }
  })
})
