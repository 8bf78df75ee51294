import { expect, test } from 'vitest'
import { createNetwork } from './network.ts'
import { createPrng } from './prng.ts'
import { createVirtualClock } from './virtual-clock.ts'
import { calm, type Weather } from './weather.ts'

function build(weather: Weather, seed = 'network') {
  const clock = createVirtualClock(0)
  const network = createNetwork({ clock, prng: createPrng(seed), weather: () => weather })
  const run = async (untilAt: number) => {
    while (await clock.step(untilAt));
  }
  return { clock, network, run }
}

test('[SM4] a calm network answers every request and keeps the order of a socket', async () => {
  const { network, run } = build(calm)
  const heard: number[] = []
  const end = network.open<number, number>(
    'desk',
    { onMessage: (n) => heard.push(n), onClose: () => heard.push(-1) },
    async (server) => ({
      onMessage: (n) => void server.send(n * 10),
      onClose: () => undefined,
    }),
  )
  await run(1_000)
  for (const n of [1, 2, 3]) end.send(n)
  const answers = [1, 2, 3].map((n) => network.exchange('desk', async () => n))
  await run(60_000)
  expect(heard).toEqual([10, 20, 30])
  expect(await Promise.all(answers)).toEqual([1, 2, 3])
})

test('[SM4] requests are lost before, or after they were carried out; or carried out twice', async () => {
  const count = async (weather: Weather) => {
    const { network, run } = build(weather)
    let done = 0
    let unanswered = 0
    for (let n = 0; n < 100; n += 1) {
      const deliver = async () => {
        done += 1
      }
      network.exchange('desk', deliver).catch(() => {
        unanswered += 1
      })
    }
    await run(120_000)
    return { done, unanswered }
  }
  expect(await count({ ...calm, requestLost: 1 })).toEqual({ done: 0, unanswered: 100 })
  expect(await count({ ...calm, replyLost: 1 })).toEqual({ done: 100, unanswered: 100 })
  expect(await count({ ...calm, duplicated: 1 })).toEqual({ done: 200, unanswered: 0 })
})

test('[SM4] a partitioned desk hears nothing, others do; afterwards it hears again', async () => {
  const { network, run, clock } = build(calm)
  network.partition('desk', 60_000)
  const outcome = (who: string) => network.exchange(who, async () => 'answered').catch(() => 'lost')
  const during = [outcome('desk'), outcome('other')]
  await run(60_000)
  expect(await Promise.all(during)).toEqual(['lost', 'answered'])
  expect(clock.now()).toBe(60_000)
  const after = outcome('desk')
  await run(120_000)
  expect(await after).toBe('answered')
})

test.each([
  ['a stream nothing comes', true, [1]],
  ['another socket others come', false, [1, 3]],
])('[SM4] of %s behind what the dark swallowed', async (_what, isStream, expected) => {
  const { network, run, clock } = build(calm)
  const heard: number[] = []
  const listener = { onMessage: (n: number) => void heard.push(n), onClose: () => undefined }
  const end = network.open<number, number>(
    'page',
    { onMessage: () => undefined, onClose: () => undefined },
    async () => listener,
    { isStream },
  )
  await run(1_000)
  end.send(1)
  await run(5_000)
  network.partition('page', 1_000)
  end.send(2)
  await run(10_000)
  end.send(3)
  await run(20_000)
  expect(clock.now()).toBe(20_000)
  expect(heard).toEqual(expected)
})
