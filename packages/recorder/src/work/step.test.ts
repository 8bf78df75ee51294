import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { longestPartMs, step, wakeAt } from './step.ts'
import { initialWork, type Job, jobOf, type Work, type WorkEffect, type WorkInput } from './work.ts'

const job = (changes: Partial<Job> = {}): Job => ({
  ...{ recordingId: 'r1', beginBy: 60_000, endsAt: 10_000_000, begun: false },
  ...changes,
})
const asked = (changes: Partial<Job> = {}, paused = false): WorkInput => ({ type: 'ordersRead', job: job(changes), paused })
const none: WorkInput = { type: 'ordersRead', job: null, paused: false }

/** Everything that is done on these inputs, and the state at the end. */
function after(...inputs: readonly (WorkInput | [WorkInput, number])[]) {
  let work: Work = initialWork
  const effects: WorkEffect[] = []
  for (const each of inputs) {
    const [input, now] = Array.isArray(each) ? each : [each, 1_000]
    const next = step(work, input, now)
    work = next.work
    effects.push(...next.effects)
  }
  return { work, effects, said: effects.map((effect) => ('run' in effect ? `${effect.type} ${effect.run}` : effect.type)) }
}
const picture = (run: number): WorkInput => ({ type: 'pictureTaken', run })
const ended = (run: number): WorkInput => ({ type: 'captureEnded', run, failure: 'noScreen' })
const told = (type: 'paused' | 'resumed' | 'stopped' | 'refused', recordingId = 'r1'): WorkInput => ({ type, recordingId })

describe('orders', () => {
  test('[CAP1] [RC20] asked is captured, stopped is ended and its parts are named', () => {
    const { work, said } = after(asked(), picture(1), told('stopped'), none)
    expect(said).toEqual(['startCapture 1', 'endCapture 1', 'close'])
    expect(work.kind).toBe('idle')
  })

  test('[RC20] the orders again change nothing, and tell what a gap kept from us', () => {
    expect(after(asked(), asked(), asked()).said).toEqual(['startCapture 1'])
    expect(after(asked(), asked({}, true)).said).toEqual(['startCapture 1', 'endCapture 1'])
    expect(after(asked({}, true), asked()).said).toEqual(['startCapture 1'])
    expect(after(asked(), none).said).toEqual(['startCapture 1', 'endCapture 1', 'close'])
    const next = after(asked(), asked({ recordingId: 'r2' }))
    expect(next.said).toEqual(['startCapture 1', 'endCapture 1', 'close', 'startCapture 2'])
  })

  test('[RC20] who heard the orders one by one and who read them after a gap do the same', () => {
    const orders = fc.constantFrom<WorkInput>(told('paused'), told('resumed'), told('stopped'), asked(), asked({}, true))
    fc.assert(
      fc.property(fc.array(orders, { maxLength: 12 }), fc.boolean(), (before, paused) => {
        const now = after(...before, none, asked({ recordingId: 'r2' }, paused))
        expect(now.work.kind).toBe(paused ? 'paused' : 'capturing')
        expect(jobOf(now.work)?.recordingId).toBe('r2')
      }),
    )
  })

  test('[RC5] at most one capture runs, whatever comes, and each that was started is ended', () => {
    const inputs = fc.oneof(
      fc.constantFrom<WorkInput>(
        ...[asked(), asked({ recordingId: 'r2' }), asked({}, true), none, told('paused'), told('resumed'), told('stopped')],
        ...([
          told('refused'),
          { type: 'signedOut' },
          { type: 'spoolFilled' },
          { type: 'spoolDrained' },
          { type: 'timePassed' },
        ] as const),
      ),
      fc.integer({ min: 1, max: 5 }).map(picture),
      fc.integer({ min: 1, max: 5 }).map(ended),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(inputs, fc.integer({ min: 0, max: 2_000_000 })), { maxLength: 40 }), (all) => {
        const running = new Set<number>()
        let work = initialWork
        let now = 0
        for (const [input, later] of all) {
          now += later
          if (input.type === 'captureEnded') running.delete(input.run)
          const next = step(work, input, now)
          work = next.work
          for (const effect of next.effects) {
            if (effect.type === 'startCapture') running.add(effect.run)
            if (effect.type === 'endCapture') running.delete(effect.run)
          }
          // One that ended by itself without being told has been told twice at most.
          expect(running.size).toBeLessThanOrEqual(1)
          if (work.kind !== 'capturing') expect(running.size).toBe(0)
          const wake = wakeAt(work)
          if (wake !== null) expect(step(work, { type: 'timePassed' }, wake).work).not.toEqual(work)
        }
      }),
    )
  })

  test('[RC17] what came too late is not begun, unless it was before', () => {
    expect(after([asked(), 60_000]).said).toEqual([])
    expect(after([asked({ begun: true }), 60_000]).said).toEqual(['startCapture 1'])
  })

  test('[RC13] a sign-out ends the capture', () => {
    const { work, said } = after(asked(), { type: 'signedOut' })
    expect([work.kind, ...said]).toEqual(['idle', 'startCapture 1', 'endCapture 1', 'close'])
  })

  test('[RC22] a recording that the server refuses is left at once, and not begun again', () => {
    const { work, said } = after(asked(), picture(1), told('refused'), asked())
    expect(work.kind).toBe('spent')
    expect(said).toEqual(['startCapture 1', 'endCapture 1', 'close'])
  })
})

describe('a capture', () => {
  test('[CAP2] a pause ends the part, a resume begins the next', () => {
    expect(after(asked(), told('paused'), told('paused'), told('resumed')).said).toEqual([
      ...['startCapture 1', 'endCapture 1', 'startCapture 2'],
    ])
    expect(after(asked(), told('paused', 'r9')).said).toEqual(['startCapture 1'])
  })

  test('[CAP3] one that ends by itself is begun again after 1 s, 2 s, 4 s … up to 30 s', () => {
    let { work } = after(asked({ begun: true }))
    let now = 1_000
    const pauses: number[] = []
    for (let run = 1; run < 9; run++) {
      work = step(work, ended(run), now).work
      const wake = wakeAt(work) ?? 0
      pauses.push(wake - now)
      now = wake
      work = step(work, { type: 'timePassed' }, now).work
      expect([work.kind, work.run]).toEqual(['capturing', run + 1])
    }
    expect(pauses).toEqual([1, 2, 4, 8, 16, 30, 30, 30].map((seconds) => seconds * 1_000))
  })

  test('[CAP3] the first failure without any picture is reported, with what it was', () => {
    const { effects } = after(asked(), ended(1), [{ type: 'timePassed' }, 2_000], [ended(2), 2_100])
    const reports = effects.filter(({ type }) => type === 'reportFailed')
    expect(reports).toEqual([{ type: 'reportFailed', recordingId: 'r1', failure: 'noScreen' }])
    expect(after(asked(), picture(1), ended(1)).said).not.toContain('reportFailed')
  })

  test('[CAP4] a recording that nobody stopped ends, and stays so', () => {
    const begun = after(asked({ endsAt: 500_000 }), picture(1))
    expect(wakeAt(begun.work)).toBe(500_000)
    const over = after(asked({ endsAt: 500_000 }), picture(1), [{ type: 'timePassed' }, 500_000], asked({ endsAt: 500_000 }))
    expect([over.work.kind, over.said.slice(1)]).toEqual(['spent', ['endCapture 1', 'close']])
    expect(after(asked({ endsAt: 500_000 }), told('paused'), [{ type: 'timePassed' }, 500_000]).said.at(-1)).toBe('close')
  })

  test('[CAP5] a part is ended after 15 minutes, when the next one has been begun', () => {
    const { work, said } = after(asked(), picture(1), [{ type: 'timePassed' }, 1_000 + longestPartMs])
    expect([work.kind, said.slice(1)]).toEqual(['capturing', ['startCapture 2', 'endCapture 1']])
  })

  test('[SPL4] a full spool ends the capture, and it goes on by itself when there is room', () => {
    const { work, said } = after(asked(), picture(1), { type: 'spoolFilled' }, { type: 'spoolDrained' })
    expect([work.kind, said.slice(1)]).toEqual(['capturing', ['endCapture 1', 'startCapture 2']])
    expect(after(asked(), { type: 'spoolFilled' }).effects.at(-1)).toMatchObject({ type: 'reportFailed', failure: 'spoolFull' })
  })
})
