import type { RecordingDocument } from '@hotseat/protocol'
import { expect, test } from 'vitest'
import {
  buildRecordingTimeline,
  momentAt,
  partAfter,
  partsOf,
  type RecordingTimeline,
  spotAt,
  stepFrom,
} from './recording-timeline.ts'

type Given = Pick<RecordingDocument, 'state' | 'parts' | 'pauses' | 'stoppedAt'>
const part = (number: number, startedAt: number, durationMs: number) => ({
  ...{ part: number, startedAt, endedAt: startedAt + durationMs, durationMs, bytes: 1, cut: false },
})
const lay = (changes: Partial<Given>): RecordingTimeline => {
  const timeline = buildRecordingTimeline({ state: 'stored', parts: [], pauses: [], stoppedAt: null, ...changes })
  if (timeline === null) throw new Error('no line')
  return timeline
}
const paused = lay({
  parts: [part(2, 40_000, 20_000), part(1, 10_000, 20_000)],
  pauses: [{ from: 30_000, to: 40_000, by: 'Anna' }],
  stoppedAt: 60_000,
})

test('[DKR10] parts lie by their time, and a pause between them says whose it was', () => {
  expect(paused.stretches).toEqual([
    { kind: 'part', from: 10_000, to: 30_000, part: 1, cut: false },
    { kind: 'gap', from: 30_000, to: 40_000, why: 'pause', by: 'Anna' },
    { kind: 'part', from: 40_000, to: 60_000, part: 2, cut: false },
  ])
  expect([paused.from, paused.to]).toEqual([10_000, 60_000])
  const short = lay({ parts: [part(1, 0, 10_000), part(2, 10_400, 5_000)], pauses: [{ from: 9_900, to: 10_400, by: 'Anna' }] })
  expect(short.stretches[1]).toEqual({ kind: 'gap', from: 10_000, to: 10_400, why: 'pause', by: 'Anna' })
})

test('[DKR10] the change from one part to the next is no gap, and parts never lie over each other', () => {
  const line = lay({ parts: [part(1, 0, 10_000), part(2, 11_500, 5_000), part(3, 16_000, 5_000)] })
  expect(line.stretches.map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ['part', 0, 10_000],
    ['part', 11_500, 16_500],
    ['part', 16_500, 21_500],
  ])
})

test.each([
  ['stored', 'missing'],
  ['stopped', 'coming'],
] as const)('[DKR10] where a part is not there, a recording that is %s says that it is %s', (state, why) => {
  const line = lay({ state, parts: [part(1, 0, 10_000), part(3, 30_000, 10_000)], stoppedAt: 60_000 })
  expect(line.stretches.filter(({ kind }) => kind === 'gap')).toEqual([
    { kind: 'gap', from: 10_000, to: 30_000, why, by: null },
    { kind: 'gap', from: 40_000, to: 60_000, why, by: null },
  ])
  expect(line.to).toBe(60_000)
})

test('[DKR10] of a gap that was paused in part, each stretch says its own reason', () => {
  const pauses = [
    { from: 20_000, to: 24_000, by: 'Ben' },
    { from: 9_500, to: 14_000, by: 'Anna' },
    { from: 39_000, to: null, by: null },
  ]
  const line = lay({ pauses, parts: [part(1, 0, 10_000), part(3, 25_000, 5_000)], stoppedAt: 40_000 })
  expect(
    line.stretches.slice(1).map((each) => [each.from, each.to, each.kind === 'gap' ? (each.by ?? each.why) : 'part']),
  ).toEqual([
    [10_000, 14_000, 'Anna'],
    [14_000, 20_000, 'missing'],
    [20_000, 25_000, 'Ben'],
    [25_000, 30_000, 'part'],
    [30_000, 39_000, 'missing'],
    [39_000, 40_000, 'pause'],
  ])
})

test('[DKR10] who seeks into a gap goes on at the next part, and behind the last at its end', () => {
  expect(spotAt(paused, 12_000)).toEqual({ part: 1, offsetMs: 2_000 })
  expect(spotAt(paused, 35_000)).toEqual({ part: 2, offsetMs: 0 })
  expect(spotAt(paused, 0)).toEqual({ part: 1, offsetMs: 0 })
  expect(spotAt(paused, 99_000)).toEqual({ part: 2, offsetMs: 20_000 })
  expect(momentAt(paused, { part: 2, offsetMs: 5_000 })).toBe(45_000)
  expect([partAfter(paused, 1), partAfter(paused, 2)]).toEqual([2, undefined])
})

test('[DKR10] a step back or on goes over a gap as playing does', () => {
  expect(stepFrom(paused, { part: 2, offsetMs: 3_000 }, -10_000)).toEqual({ part: 1, offsetMs: 13_000 })
  expect(stepFrom(paused, { part: 1, offsetMs: 15_000 }, 10_000)).toEqual({ part: 2, offsetMs: 5_000 })
  expect(stepFrom(paused, { part: 1, offsetMs: 4_000 }, 10_000)).toEqual({ part: 1, offsetMs: 14_000 })
  expect(stepFrom(paused, { part: 1, offsetMs: 4_000 }, -10_000)).toEqual({ part: 1, offsetMs: 0 })
  expect(stepFrom(paused, { part: 2, offsetMs: 15_000 }, 60_000)).toEqual({ part: 2, offsetMs: 20_000 })
})

test('[DKR10] every moment of the line is a moment of one part, there and back', () => {
  for (const { from, to } of partsOf(paused)) {
    for (let at = from; at < to; at += 1_111) {
      const spot = spotAt(paused, at)
      expect(spot && momentAt(paused, spot)).toBe(at)
    }
  }
  expect(buildRecordingTimeline({ state: 'stored', parts: [], pauses: [], stoppedAt: 5 })).toBeNull()
})
