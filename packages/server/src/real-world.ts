import { randomBytes } from 'node:crypto'
import { uptime } from 'node:os'
import type { Clock, Random } from './ports.ts'
import { createSteadyClock } from './steady-clock.ts'

/** What a server needs of the world outside. The simulator and the tests bring their own. */
export type World = { readonly clock: Clock; readonly random: Random }

/** Steady, whoever sets the system's clock. A timer never keeps the process alive by itself: the listening socket does. */
const clock: Clock = createSteadyClock({
  wall: () => Date.now(),
  monotonic: () => performance.now(),
  uptime: () => uptime() * 1_000,
  after(delayMs, task) {
    const timer = setTimeout(task, delayMs)
    timer.unref()
    return () => clearTimeout(timer)
  },
})

/** The operating system's generator (S-21). */
const random: Random = { bytes: (length) => new Uint8Array(randomBytes(length)) }

/** The only real clock and the only real randomness of the server. */
export const realWorld: World = { clock, random }
