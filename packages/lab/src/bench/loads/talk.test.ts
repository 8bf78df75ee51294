import { expect, test } from 'vitest'
import { createTalk, type Side } from './talk.ts'

/** A clock that moves when somebody sleeps, and a line on which each text takes its time. */
function line(delayOf: (side: Side, turn: number) => number) {
  let now = 0
  let due: { at: number; arrive: () => void }[] = []
  const move = () => {
    const ready = due.filter(({ at }) => at <= now)
    due = due.filter(({ at }) => at > now)
    for (const { arrive } of ready) arrive()
  }
  const talk = createTalk({
    now: () => now,
    sleep: async (durationMs) => {
      for (let step = 0; step < durationMs; step += 1) {
        now += 1
        move()
      }
    },
  })
  const writtenAt: number[] = []
  const write = async (side: Side, turn: number, text: string) => {
    writtenAt.push(now)
    due.push({ at: now + delayOf(side, turn), arrive: () => talk.heard(side === 'agent' ? 'customer' : 'agent', text) })
  }
  return { talk, write, writtenAt }
}

test('[BM4] both sides write at a steady rate, also while nothing arrives, and each text is timed by itself', async () => {
  // What the customers write in the first half stalls until 500 ms.
  const stalled = (turn: number) => Math.max(2, 500 - turn * 10)
  const { talk, write, writtenAt } = line((side, turn) => (side === 'customer' ? stalled(turn) : 3))
  const { customer, agent } = await talk.run({ perSecond: 100, durationMs: 1_000 }, write)
  expect(writtenAt).toEqual(Array.from({ length: 200 }, (_, beat) => beat * 5))
  expect(agent).toEqual({ count: 100, p50Ms: 3, p99Ms: 3 })
  expect(customer).toEqual({ count: 100, p50Ms: 2, p99Ms: 490 })
})

test('[BM4] a text that is lost, comes twice or to the one who wrote it fails the run', async () => {
  const time = { perSecond: 10, durationMs: 500 }
  const lost = line((side) => (side === 'agent' ? 1 : 1e9))
  await expect(lost.talk.run(time, lost.write)).rejects.toThrow('5 texts were never read')
  const { talk } = lost
  for (const readers of [['agent', 'agent'], ['customer']] as const) {
    const run = talk.run(time, async (side, _turn, text) => {
      for (const reader of readers) if (side === 'customer') talk.heard(reader, text)
    })
    await expect(run).rejects.toThrow('read unexpectedly')
  }
})
