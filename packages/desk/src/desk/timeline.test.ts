import type { FeedEvent, MediumStatus } from '@hotseat/core'
import { expect, test } from 'vitest'
import { buildTimeline, totalsOf } from './timeline.ts'

const status = (state: MediumStatus['state'], since: number, reasonCode: number | null = null): MediumStatus => ({
  medium: 'voice',
  state,
  reasonCode,
  since,
  pending: null,
  interaction: null,
})
const base = (at: number) => ({ offset: at, at, by: null, userId: 'u' })
const changed = (at: number, to: MediumStatus['state'], previous: MediumStatus): FeedEvent => ({
  ...base(at),
  kind: 'agent.stateChanged',
  data: { status: status(to, at), previous, by: 'agent' },
})
const dropped = (at: number, sessionId = 's', elsewhere?: boolean): FeedEvent => ({
  ...base(at),
  kind: 'session.dropped',
  data: { sessionId, ...(elsewhere !== undefined && { elsewhere }) },
})
const resumed = (at: number, awayMs: number, outcome: 'recovered' | 'resynced' = 'recovered'): FeedEvent => ({
  ...base(at),
  kind: 'session.resumed',
  data: { sessionId: 's', outcome, previousSessionId: null, awayMs },
})
const connected = (at: number, awayMs: number | null, sessionId = 's'): FeedEvent => ({
  ...base(at),
  kind: 'session.connected',
  data: { sessionId, awayMs },
})

test('states follow each other without a hole, the last one up to now', () => {
  const events = [changed(300, 'TALKING', status('READY', 200)), changed(200, 'READY', status('NOT_READY', 50, 1))]
  const { stretches } = buildTimeline(events, 'voice', 100, 400)
  expect(stretches).toEqual([
    { state: 'NOT_READY', reasonCode: 1, from: 100, to: 200 },
    { state: 'READY', reasonCode: null, from: 200, to: 300 },
    { state: 'TALKING', reasonCode: null, from: 300, to: 400 },
  ])
  expect(totalsOf(stretches).map(({ ms }) => ms)).toEqual([100, 100, 100])
})

test('another medium and the time signed out leave no stretch', () => {
  const out: FeedEvent = { ...base(300), kind: 'agent.signedOut', data: { reasonCode: null } }
  const events = [changed(200, 'READY', status('NOT_READY', 100)), out]
  expect(buildTimeline(events, 'voice', 0, 900).stretches.at(-1)).toMatchObject({ state: 'READY', to: 300 })
  expect(buildTimeline(events, 'chat', 0, 900).stretches).toEqual([])
})

test('[DK1] a drop that the next server wrote down, after the fact, is told as the restart it was', () => {
  const events = [dropped(3_000), resumed(4_000, 3_500), connected(4_050, 50)]
  expect(buildTimeline(events, 'voice', 0, 5_000).breaks).toEqual([{ from: 500, to: 4_000, kind: 'restarted' }])
})

test('[DK1] a break that the server saw begins at its drop; one it did not see is a restart', () => {
  expect(buildTimeline([dropped(100), resumed(130, 25)], 'voice', 0, 500).breaks).toEqual([
    { from: 100, to: 130, kind: 'recovered' },
  ])
  expect(buildTimeline([resumed(3_000, 2_500)], 'voice', 0, 5_000).breaks).toEqual([{ from: 500, to: 3_000, kind: 'restarted' }])
  expect(buildTimeline([dropped(100), resumed(130, 30, 'resynced')], 'voice', 0, 500).breaks[0]?.kind).toBe('resynced')
})

test('the socket’s own return does not tell a break twice, and a first connection is none', () => {
  expect(
    buildTimeline([connected(90, null), dropped(100), resumed(130, 30), connected(132, 32)], 'voice', 0, 500).breaks,
  ).toHaveLength(1)
})

test('the first socket of a session is no break', () => {
  const started: FeedEvent = {
    ...base(90),
    kind: 'session.started',
    data: { sessionId: 's', subId: '', role: 'executive', credential: 'cookie', address: '' },
  }
  expect(buildTimeline([started, connected(3_090, 3_000)], 'voice', 0, 5_000).breaks).toEqual([])
})

test('[RC18] [DK1] a recorder’s session neither makes a break nor ends one', () => {
  const ofRecorder = (event: FeedEvent) => ({ ...event, data: { ...event.data, application: 'recorder' } }) as FeedEvent
  expect(buildTimeline([ofRecorder(dropped(100))], 'voice', 0, 500).breaks).toEqual([])
  const events = [dropped(100), ofRecorder(resumed(130, 30)), ofRecorder(connected(132, 32))]
  expect(buildTimeline(events, 'voice', 0, 500).breaks).toEqual([{ from: 100, to: 500, kind: 'open' }])
})

test('a loss that is not over reaches to now', () => {
  expect(buildTimeline([dropped(100)], 'voice', 0, 500).breaks).toEqual([{ from: 100, to: 500, kind: 'open' }])
})

test('[DK8] a session that drops while another one of mine stands is no break, nor is its return', () => {
  const away = [dropped(100, 'a', true)]
  expect(buildTimeline(away, 'voice', 0, 5_000).breaks).toEqual([])
  expect(buildTimeline([...away, connected(3_000, 2_900, 'a')], 'voice', 0, 5_000).breaks).toEqual([])
  const resynced = resumed(3_000, 2_900, 'resynced')
  const inNewSession = { ...resynced, data: { ...resynced.data, sessionId: 'c', previousSessionId: 'a' } } as FeedEvent
  expect(buildTimeline([...away, inNewSession, connected(4_000, 1_000, 'c')], 'voice', 0, 5_000).breaks).toEqual([])
})

test('[DK8] when the last one drops, too, the break begins there, whichever comes back first', () => {
  const both = [dropped(1_000, 'a', true), dropped(2_000, 'b', false)]
  expect(buildTimeline(both, 'voice', 0, 9_000).breaks).toEqual([{ from: 2_000, to: 9_000, kind: 'open' }])
  const one = [{ from: 2_000, to: 4_000, kind: 'recovered' }]
  const first = [...both, connected(4_000, 3_000, 'a'), connected(6_000, 4_000, 'b')]
  expect(buildTimeline(first, 'voice', 0, 9_000).breaks).toEqual(one)
  const last = [...both, connected(4_000, 2_000, 'b'), connected(6_000, 5_000, 'a')]
  expect(buildTimeline(last, 'voice', 0, 9_000).breaks).toEqual(one)
})
