import { describe, expect, it } from 'vitest'
import type { PartIndex } from './check-part.ts'
import { hideFragments } from './hide-fragments.ts'

/** Twelve fragments of half a second each, of which every fourth needs none before it. The part begins at 10,000. */
const index: PartIndex = {
  ...{ initBytes: 100, timescale: 1_000 },
  fragments: Array.from({ length: 12 }, (_, at) => ({
    bytes: 10,
    duration: 500,
    ...(at % 4 !== 0 && { goesOn: true as const }),
  })),
}
const by = 'anna'
type Stretches = Parameters<typeof hideFragments>[2]
const hidden = (recording: Partial<Stretches>) =>
  hideFragments(index, 10_000, { pauses: [], stoppedAt: null, ...recording }).fragments.flatMap((fragment, at) =>
    fragment.hidden ? [at] : [],
  )

describe('what was captured though it was not to be', () => {
  it.each<[string, Partial<Stretches>, readonly number[]]>([
    ['nothing', {}, []],
    ['nothing of a pause before or after it', { pauses: [9_000, 16_000].map((from) => ({ from, to: from + 900, by })) }, []],
    ['what lies in a pause, and what needs it', { pauses: [{ from: 10_400, to: 11_100, by }] }, [1, 2, 3]],
    ['no fragment that lies in it by half', { pauses: [{ from: 10_600, to: 11_400, by }] }, []],
    [
      'what lies in a pause up to the next that begins anew',
      { pauses: [{ from: 10_500, to: 13_000, by }] },
      [1, 2, 3, 4, 5, 6, 7],
    ],
    ['all from a pause on that goes on', { pauses: [{ from: 15_000, to: null, by }] }, [10, 11]],
    ['all of it', { pauses: [{ from: 1, to: null, by }] }, index.fragments.map((_, at) => at)],
    ['what comes more than 2 s after the end', { stoppedAt: 12_900 }, [10, 11]],
  ])('[RC6] %s is hidden', (_what, recording, expected) => {
    expect(hidden(recording)).toEqual(expected)
  })
})
