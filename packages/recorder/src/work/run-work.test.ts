import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createLog } from '../log.ts'
import { openSpool, type Spool } from '../spool/spool.ts'
import type { PartMaker } from './part-maker.ts'
import { createWorkRunner } from './run-work.ts'

const day = 24 * 60 * 60_000
const manner = { frameRate: 5, maxHeight: 480, wrappingKey: {}, owner: { tenant: 'demo', recorder: 'r' }, aheadMs: 0 }
const home = { server: 'https://hotseat.example', tenant: 'demo' }
let folder: string
let spool: Spool
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotseat-work-'))
  spool = await openSpool(join(folder, 'spool'), 1e9, () => undefined, createLog())
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/** A runner over a real spool, a maker that captures nothing, and a clock that a test sets. */
function startRunner() {
  const done: string[] = []
  const timers: number[] = []
  let now = 1_000
  let ending = Promise.resolve()
  const maker: PartMaker = {
    start: (run, { id }) => void done.push(`start ${run} ${id}`),
    end: (run) => void done.push(`end ${run}`),
    close: async () => undefined,
    settled: () => ending,
  }
  const clock = {
    now: () => now,
    after: (delayMs: number) => {
      timers.push(delayMs)
      return () => undefined
    },
  }
  const runner = createWorkRunner({
    ...{ clock, spool, maker, log: createLog() },
    ...{ reportFailed: () => undefined, onMove: () => undefined },
  })
  const order = (recordingId = 'r1') =>
    runner.order({ recordingId, beginBy: now + 30_000, endsAt: now + 3_600_000 }, false, manner, home)
  return {
    ...{ runner, order, done, timers },
    setClock: (at: number) => {
      now = at
    },
    /** Captures take so long to end. */
    holdEnding: () => {
      const held = Promise.withResolvers<void>()
      ending = held.promise
      return held.resolve
    },
  }
}

test('[RC13] what is ordered is begun at once, so that whoever signs out next ends it', async () => {
  const { runner, order, done } = startRunner()
  order()
  runner.tell({ type: 'signedOut' })
  await spool.settled()
  expect([runner.work.kind, done]).toEqual(['idle', ['start 1 r1', 'end 1']])
})

test('[SPL6] who signs in again while the capture of before is being ended goes on with the recording', async () => {
  const { runner, order, holdEnding } = startRunner()
  const part = { startedAt: 1_000, key: 'key', aheadMs: 0 }
  order()
  await spool.begin({ id: 'r1', ...home }, part)
  const release = holdEnding()
  runner.tell({ type: 'signedOut' })
  order()
  release()
  await new Promise((resolve) => setImmediate(resolve))
  await spool.settled()
  expect([runner.work.kind, spool.find('r1')?.closed]).toEqual(['capturing', false])
  runner.tell({ type: 'signedOut' })
  await expect.poll(() => spool.find('r1')?.closed).toBe(true)
  // Whatever ended it, the next picture of it is waited for.
  expect([await spool.begin({ id: 'r1', ...home }, part), spool.find('r1')?.closed]).toEqual([2, false])
})

test('[CAP4] a clock that is set back by weeks makes no timer that is over at once', () => {
  const { runner, order, timers, setClock } = startRunner()
  setClock(60 * day)
  order()
  setClock(day)
  runner.tell({ type: 'pictureTaken', run: 1 })
  expect(timers.at(-1)).toBe(2 ** 31 - 1)
})
