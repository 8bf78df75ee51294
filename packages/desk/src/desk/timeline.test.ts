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
const dropped = (at: number): FeedEvent => ({ ...base(at), kind: 'session.dropped', data: { sessionId: 's' } })
const resumed = (at: number, awayMs: number, outcome: 'recovered' | 'resynced' = 'recovered'): FeedEvent => ({
  ...base(at),
  kind: 'session.resumed',
  data: { sessionId: 's', outcome, previousSessionId: null, awayMs },
})
const connected = (at: number, awayMs: number | null): FeedEvent => ({
  ...base(at),
  kind: 'session.connected',
  data: { sessionId: 's', awayMs },
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

test('a loss that is not over reaches to now', () => {
  expect(buildTimeline([dropped(100)], 'voice', 0, 500).breaks).toEqual([{ from: 100, to: 500, kind: 'open' }])
})
