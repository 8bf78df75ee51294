import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createVirtualClock } from './virtual-clock.ts'

test('[SM1] tasks run in order of time, and of asking when the time is the same', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(20), { maxLength: 60 }), async (delays) => {
      const clock = createVirtualClock(1_000)
      const ran: { at: number; index: number }[] = []
      delays.forEach((delay, index) => {
        clock.after(delay, () => ran.push({ at: clock.now(), index }))
      })
      while (await clock.step(2_000));
      const expected = delays.map((delay, index) => ({ at: 1_000 + delay, index }))
      expected.sort((a, b) => a.at - b.at || a.index - b.index)
      expect(ran).toEqual(expected)
    }),
  )
})

test('[SM1] a step ends only when no promise can go on', async () => {
  const clock = createVirtualClock(0)
  let depth = 0
  clock.after(5, () => {
    const descend = async (): Promise<void> => {
      depth += 1
      await Promise.resolve()
      if (depth < 50) await descend()
    }
    descend().catch(() => undefined)
  })
  await clock.step(10)
  expect(depth).toBe(50)
})

test('[SM1] a task taken back never runs, and the clock stops at the bound', async () => {
  const clock = createVirtualClock(0)
  const ran: string[] = []
  const cancel = clock.after(5, () => ran.push('taken back'))
  clock.after(20, () => ran.push('too late'))
  cancel()
  expect(await clock.step(10)).toBe(false)
  expect(ran).toEqual([])
  expect(clock.now()).toBe(10)
})

test('[SM18] a step ends only when what a real thread does for it is done', async () => {
  const clock = createVirtualClock(0)
  let digest = 0
  clock.after(5, () => {
    const hash = async () => {
      const bytes = await clock.hold(crypto.subtle.digest('SHA-256', new Uint8Array(1_000_000)))
      await Promise.resolve()
      digest = bytes.byteLength
    }
    hash().catch(() => undefined)
  })
  await clock.step(10)
  expect(digest).toBe(32)
})
