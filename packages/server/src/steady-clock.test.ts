import { expect, test } from 'vitest'
import { createTestClock } from '../test/test-clock.ts'
import { keepAligned } from './keep-aligned.ts'
import { createSteadyClock, longestStepMs } from './steady-clock.ts'

const hour = 3_600_000
const start = 1_790_000_000_000

/** A machine whose clocks are turned by hand, and a database with a clock of its own. */
function createMachine() {
  const timers = createTestClock(start)
  const set = { wall: 0, database: 0, slept: 0 }
  const clock = createSteadyClock({
    wall: () => timers.now() + set.wall,
    monotonic: () => timers.now() - start + 0.25,
    uptime: () => timers.now() - start + 5_000 + set.slept,
    after: timers.after,
  })
  const database = { time: async () => timers.now() + set.database }
  /** Lets whole minutes pass, with the answers of the database. */
  const pass = async (minutes: number) => {
    for (let each = 0; each < minutes; each++) {
      timers.advance(60_000)
      await new Promise((resolve) => setImmediate(resolve))
    }
  }
  return { timers, set, clock, database, pass, error: () => clock.now() - timers.now() }
}

test('[SV6] [S-11] whoever sets the system’s clock by an hour moves nothing, with a database or without', async () => {
  for (const store of [{}, undefined]) {
    for (const jump of [hour, -hour]) {
      const machine = createMachine()
      const stop = await keepAligned(machine.clock, store ?? machine.database, rethrow)
      const blockedUntil = machine.clock.now() + 300_000
      machine.set.wall = jump
      await machine.pass(4)
      expect(machine.clock.now()).toBeLessThan(blockedUntil)
      await machine.pass(1)
      expect(machine.clock.now()).toBe(blockedUntil)
      stop()
    }
  }
})

test('[SV6] a node whose system’s clock is an hour off starts with the database’s time', async () => {
  for (const off of [hour, -hour]) {
    const timers = createTestClock(start)
    const clock = createSteadyClock({
      wall: () => timers.now() + off,
      monotonic: timers.now,
      uptime: timers.now,
      after: timers.after,
    })
    expect(clock.now()).toBe(start + off)
    await keepAligned(clock, { time: async () => timers.now() }, rethrow)
    expect(clock.now()).toBe(start)
  }
})

test('[SV6] it follows a database that drifts by small steps, and never goes back', async () => {
  const machine = createMachine()
  await keepAligned(machine.clock, machine.database, rethrow)
  machine.set.database = 1_200
  await machine.pass(2)
  expect(machine.error()).toBe(2 * longestStepMs)
  await machine.pass(1)
  expect(machine.error()).toBe(1_200)

  machine.set.database = 900
  await machine.pass(1)
  const here = machine.clock.now()
  expect(machine.error()).toBe(1_200)
  machine.timers.advance(300)
  expect(machine.clock.now()).toBe(here)
  machine.timers.advance(100)
  expect(machine.clock.now()).toBe(here + 100)
  expect(machine.error()).toBe(900)
})

test('[SV6] a database that jumps alone is not believed; one that the system’s clock bears out is', async () => {
  const machine = createMachine()
  await keepAligned(machine.clock, machine.database, rethrow)
  machine.set.database = hour
  await machine.pass(1)
  expect(machine.error()).toBe(longestStepMs)
  machine.set.wall = hour
  await machine.pass(1)
  expect(machine.error()).toBe(hour)
})

test('[SV6] a database that does not answer is asked again a minute later', async () => {
  const machine = createMachine()
  const faults: unknown[] = []
  let isAway = false
  const time = async () => {
    if (isAway) throw new Error('away')
    return machine.database.time()
  }
  await keepAligned(machine.clock, { time }, (error) => faults.push(error))
  isAway = true
  machine.set.database = 300
  await machine.pass(2)
  expect([machine.error(), faults.length]).toEqual([0, 2])
  isAway = false
  await machine.pass(1)
  expect(machine.error()).toBe(300)
})

test('[SV7] a laptop that slept has the time within a second, also without a database', async () => {
  const machine = createMachine()
  const stop = await keepAligned(machine.clock, {}, rethrow)
  machine.set.slept = 8 * hour
  machine.timers.advance(1_000)
  expect(machine.error()).toBe(8 * hour)
  machine.timers.advance(10_000)
  expect(machine.error()).toBe(8 * hour)
  stop()
  machine.set.slept = 9 * hour
  machine.timers.advance(10_000)
  expect(machine.error()).toBe(8 * hour)
})

function rethrow(error: unknown): void {
  throw error
}
