import type { Recording } from '@hotseat/core'
import type { AnswerOf, Operations } from '@hotseat/protocol'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTenantSettings } from '../src/preferences/tenant-settings.ts'
import { createTidyRecordings } from '../src/recording/media/tidy-recordings.ts'
import { showRecordings } from '../src/recording/show-recording.ts'
import { createMediaRig, type MediaRig, recorderId } from './media-rig.ts'
import { makeVideo, sealPart } from './sealed-part.ts'
import { feedOf, type TestBrowser } from './stage.ts'

let rig: MediaRig
let ada: TestBrowser
beforeEach(async () => {
  rig = await createMediaRig()
  ada = rig.stage.browser()
  await ada.signIn('admin01')
})
afterEach(() => rig.close())

type Query = { agent?: string; call?: string; from?: number; to?: number; limit?: number; before?: string }
const list = (query: Query = {}): Promise<AnswerOf<Operations['recordings']>> => ada.get('recordings', { query })
const ids = async (query: Query = {}) => (await list(query)).recordings.map(({ id }) => id)
const call = (interactionId: string): Recording['calls'][number] => ({
  ...{ interactionId, direction: 'inbound', campaign: 'orders', party: '+49 30 1', from: 1_000, to: 2_000 },
})
const dayMs = 24 * 3_600_000

describe('the list of recordings', () => {
  it('[RC40] has the newest first, by agent, by time and by call', async () => {
    for (const [at, userId] of ['anna', 'ben', 'anna', 'ben'].entries())
      await rig.plant({ id: `rec-${at}`, userId, askedAt: 1_000 + at, calls: [call(`call-${at % 3}`)] })
    expect(await ids()).toEqual(['rec-3', 'rec-2', 'rec-1', 'rec-0'])
    expect(await ids({ agent: 'anna' })).toEqual(['rec-2', 'rec-0'])
    expect(await ids({ from: 1_001, to: 1_002 })).toEqual(['rec-2', 'rec-1'])
    expect(await ids({ agent: 'ben', to: 1_002 })).toEqual(['rec-1'])
    expect(await ids({ call: 'call-0' })).toEqual(['rec-3', 'rec-0'])
    expect(await ids({ call: 'call-0', agent: 'anna' })).toEqual(['rec-0'])
    expect(await ids({ call: 'call-0', from: 1_002 })).toEqual(['rec-3'])
    expect(await ids({ call: 'no such' })).toEqual([])
  })

  it.each([
    ['of all', {}],
    ['of an agent', { agent: 'anna' }],
    ['of a call', { call: 'call-1' }],
  ])('[RC40] %s is read page by page, none twice and none left out, also of one moment', async (_what, query) => {
    const all = Array.from({ length: 23 }, (_, at) => `rec-${String.fromCodePoint(97 + at)}`)
    for (const [at, id] of all.entries()) await rig.plant({ id, askedAt: at < 20 ? 5_000 : 5_000 + at, calls: [call('call-1')] })
    const seen: string[] = []
    let before: string | null = null
    let pages = 0
    do {
      const page: Awaited<ReturnType<typeof list>> = await list({ ...query, limit: 4, ...(before !== null && { before }) })
      seen.push(...page.recordings.map(({ id }) => id))
      before = page.next
      pages += 1
    } while (before !== null)
    expect([seen, pages]).toEqual([all.toReversed(), 6])
    expect((await ada.call('recordings', { query: { before: 'nonsense' } })).ok).toBe(false)
  })

  it('[RC47] is looked at on record: who did, and whose, once a minute, before anything is told', async () => {
    await rig.plant({ userId: 'anna' })
    const told = async () => (await feedOf(rig.stage.deps.store)).filter(({ kind }) => kind === 'recording.listed')
    expect((await ada.call('recording', { params: { id: 'nothing' } })).ok).toBe(false)
    expect(await told()).toEqual([])
    await Promise.all([list({ agent: 'anna' }), list(), ada.get('recording', { params: { id: 'rec-1' } })])
    expect(await told()).toMatchObject([{ userId: null, by: 'u-admin01', data: { agentId: 'anna' } }])
    const other = rig.stage.browser()
    await other.signIn('supervisor01')
    await other.get('recording', { params: { id: 'rec-1' } })
    expect(await told()).toHaveLength(2)
    rig.stage.clock.advance(59_999)
    await list()
    expect(await told()).toHaveLength(2)
    rig.stage.clock.advance(1)
    await list()
    expect((await told()).at(-1)).toMatchObject({ by: 'u-admin01', data: { agentId: null } })
  })

  it('[RC40] says of each what was recorded, and by name who', async () => {
    const [{ id: agentId = '', name = '' } = {}] = await rig.tenant.find('members', { where: { username: 'agent01' } })
    const now = rig.stage.clock.now()
    await rig.plant({
      ...{ userId: agentId, place: 'desk-1', calls: [call('call-1')] },
      pauses: [
        { from: 1, to: 2, by: agentId },
        { from: now + 9_000, to: null, by: 'gone' },
      ],
    })
    const part = sealPart(await makeVideo({ seconds: 3 }), { ends: false })
    await rig.upload(part, { part: '2', cut: 'true' })
    await rig.upload(
      { ...part, ...sealPart({ init: Buffer.alloc(0), fragments: [] }, { ends: false }) },
      { part: '3', cut: 'true' },
    )
    const document = await ada.get('recording', { params: { id: 'rec-1' } })
    expect(document).toMatchObject({ agent: { id: agentId, name }, place: 'desk-1', state: 'running', calls: [call('call-1')] })
    expect(document.pauses).toEqual([
      { from: 1, to: 2, by: name },
      { from: now + 9_000, to: null, by: 'gone' },
    ])
    expect(document.parts).toEqual([
      { part: 2, startedAt: now, endedAt: now + 3_000, durationMs: 3_000, bytes: part.bytes.length, cut: true },
    ])
    expect((await ada.call('recording', { params: { id: 'rec-2' } })).ok).toBe(false)
  })
})

describe('a page of recordings', () => {
  it('[RC40] has the parts of each one, read in one go', async () => {
    const row = { recorderId, startedAt: 1, endedAt: 2, cut: false, sha256: 'f', storedBytes: 3, wrappedKey: 'w', mediaKey: 'm' }
    const planted = ['a', 'b', 'c'].map((id) => rig.plant({ id }))
    const recordings = await Promise.all(planted)
    await rig.tenant.transact(async (tx) => {
      for (const [recordingId, part, durationMs] of [
        ['c', 2, 5],
        ['a', 1, 5],
        ['c', 1, 5],
        ['a', 2, 0],
        ['d', 1, 5],
      ] as const)
        tx.put('recordingParts', { ...row, recordingId, part, durationMs })
    })
    const finds: unknown[] = []
    const find: typeof rig.tenant.find = (table, query) => {
      finds.push(table)
      return rig.tenant.find(table, query)
    }
    const documents = await showRecordings({ ...rig.tenant, find }, recordings)
    expect(documents.map(({ id, parts }) => [id, parts.map(({ part }) => part)])).toEqual([
      ['a', [1]],
      ['b', []],
      ['c', [1, 2]],
    ])
    expect(finds).toEqual(['recordingParts'])
  })
})

describe('what was kept long enough', () => {
  const tidy = () => createTidyRecordings(rig.stage.deps, createTenantSettings(rig.stage.deps.store), rig.media)()
  const removed = async () =>
    (await feedOf(rig.stage.deps.store)).filter(({ kind }) => kind === 'recording.removed').map(({ data }) => data)

  it('[RC44] [RC43] is removed with its media and all that is known of it, and the audit trail says so', async () => {
    await rig.tenant.transact(async (tx) =>
      tx.put('preferences', {
        ...{ level: 'tenant', key: 'recording.keepDays', value: 10, locked: false },
        changedAt: 1,
        changedBy: null,
      }),
    )
    const part = sealPart(await makeVideo({ seconds: 1 }))
    await rig.plant({ calls: [call('call-1'), call('call-2')] })
    await rig.upload(part)
    await rig.upload(part, { part: '2' })
    rig.stage.clock.advance(5 * dayMs)
    await rig.plant({ id: 'rec-2', calls: [call('call-1')] })
    await rig.upload(part, { recording: 'rec-2' })
    rig.stage.clock.advance(5 * dayMs - 1)
    await tidy()
    expect(await removed()).toEqual([])
    rig.stage.clock.advance(1)
    await tidy()
    expect(await removed()).toEqual([{ recordingId: 'rec-1' }])
    expect(await rig.tenant.find('recordings')).toMatchObject([{ id: 'rec-2' }])
    expect(await rig.tenant.find('recordingParts')).toMatchObject([{ recordingId: 'rec-2' }])
    expect(await rig.tenant.find('recordingIndexes')).toMatchObject([{ recordingId: 'rec-2' }])
    expect(await rig.tenant.find('recordedCalls')).toMatchObject([{ recordingId: 'rec-2' }])
    expect((await rig.files()).map((path) => path.endsWith('.json'))).toHaveLength(2)
    await tidy()
    expect(await removed()).toHaveLength(1)
    // A recorder that comes with more of it is told that there is no such recording.
    expect(await rig.upload(part, { part: '3' })).toEqual({ status: 404, code: 'object.unknown' })
  })

  it('[RC44] goes in portions, and where a crash left it it goes on', async () => {
    const askedAt = rig.stage.clock.now() - 91 * dayMs
    await rig.plant({ id: 'long', askedAt })
    await rig.plant({ id: 'short', askedAt: askedAt + 1 })
    const row = { recorderId, startedAt: 1, endedAt: 2, cut: false, sha256: 'f', storedBytes: 3, wrappedKey: 'w' }
    await rig.tenant.transact(async (tx) => {
      for (let part = 1; part <= 700; part++) {
        tx.put('recordingParts', { ...row, recordingId: 'long', part, mediaKey: `demo/${part}`, durationMs: 1 })
      }
    })
    await tidy()
    expect([(await rig.tenant.find('recordingParts')).length, await removed()]).toEqual([200, []])
    await tidy()
    expect([(await rig.tenant.find('recordingParts')).length, await removed()]).toEqual([
      0,
      [{ recordingId: 'long' }, { recordingId: 'short' }],
    ])
  })
})
