import { afterEach, expect, test, vi } from 'vitest'
import { realWorld } from './real-world.ts'

afterEach(() => vi.restoreAllMocks())

test('[CAP6] a step of the machine’s clock is none of the recorder’s', () => {
  const before = realWorld.clock.now()
  expect(Math.abs(before - Date.now())).toBeLessThan(5_000)
  for (const step of [-3_600_000, 3_600_000]) {
    vi.spyOn(Date, 'now').mockReturnValue(before + step)
    const after = realWorld.clock.now() - before
    expect(after).toBeGreaterThanOrEqual(0)
    expect(after).toBeLessThan(5_000)
  }
})
