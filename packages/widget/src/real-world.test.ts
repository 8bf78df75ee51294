import { expect, test } from 'vitest'
import { createRealWorld } from './real-world.ts'

test('[CW7] the real clock waits out a session of thirty days, and does not ring at once', async () => {
  const { clock } = createRealWorld()
  let isRung = false
  const cancel = clock.after(30 * 24 * 3_600_000, () => {
    isRung = true
  })
  // A timer that overflowed would be due before this one.
  await new Promise<void>((resolve) => clock.after(2, resolve))
  cancel()
  expect(isRung).toBe(false)
})
