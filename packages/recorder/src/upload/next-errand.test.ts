import { describe, expect, test } from 'vitest'
import type { KeptPart, KeptRecording } from '../spool/kept-recording.ts'
import { asideMs, nextReport, nextUpload } from './next-errand.ts'

const end = { endedAt: 2, sha256: '', bytes: 1, cut: false }
const part = (changes: Partial<KeptPart> = {}): KeptPart => ({
  ...{ part: 1, startedAt: 1, key: '', end, uploadPath: null, asideAt: null, aheadMs: 0 },
  ...changes,
})
const recording = (changes: Partial<KeptRecording> = {}): KeptRecording => ({
  ...{ id: 'a', server: '', tenant: '', begunAt: 1, closed: true, told: 'begun', toldParts: null, asideAt: null },
  ...{ lastPart: 1, lost: 0, parts: [part()], ...changes },
})
const none = { isOn: () => false, failuresOf: () => 0 }
const failed = (...names: readonly string[]) => ({ ...none, failuresOf: (name: string) => (names.includes(name) ? 1 : 0) })
const report = (...all: readonly KeptRecording[]) => nextReport(all, asideMs + 10, none)

describe('reports', () => {
  test('[RC22] begun, then how many parts there are, and again when that changes', () => {
    expect(report(recording({ told: 'nothing' }))).toMatchObject({ body: { what: 'begun', at: 1 } })
    expect(report(recording({ closed: false }))).toBeNull()
    expect(report(recording())).toMatchObject({ body: { what: 'finished', parts: 1 } })
    expect(report(recording({ toldParts: 1 }))).toBeNull()
    expect(report(recording({ toldParts: 1, lost: 1 }))).toMatchObject({ body: { what: 'finished', parts: 0 } })
    expect(report(recording({ toldParts: 1, parts: [] }))).toEqual({ kind: 'remove', id: 'a' })
  })

  test('[RC22] of a recording without any picture nothing is told', () => {
    expect(report(recording({ told: 'nothing', closed: false, parts: [] }))).toBeNull()
    expect(report(recording({ told: 'nothing', parts: [], lost: 1 }))).toEqual({ kind: 'remove', id: 'a' })
  })

  test('[UPL3] what was set aside goes after 7 days', () => {
    expect(report(recording({ toldParts: 0, lost: 1, parts: [part({ asideAt: 11 })] }))).toBeNull()
    expect(report(recording({ toldParts: 0, lost: 1, parts: [part({ asideAt: 10 })] }))).toMatchObject({ kind: 'removePart' })
    expect(report(recording({ told: 'nothing', asideAt: 10 }))).toEqual({ kind: 'remove', id: 'a' })
  })

  test('[UPL4] one that failed lets the others go first', () => {
    const both = [recording(), recording({ id: 'b' })]
    expect(nextReport(both, 0, failed('a'))?.id).toBe('b')
    expect(nextReport(both, 0, { ...none, isOn: () => true })).toBeNull()
  })
})

test('[UPL1] [UPL4] parts go in the order in which they were begun, but for those that failed', () => {
  const all = [recording({ parts: [part({ startedAt: 9 })] }), recording({ id: 'b', parts: [part({ startedAt: 8 })] })]
  expect(nextUpload(all, none)?.recording.id).toBe('b')
  expect(nextUpload(all, failed('b/1'))?.recording.id).toBe('a')
  expect(nextUpload([recording({ told: 'nothing' }), recording({ asideAt: 1 })], none)).toBeNull()
})
