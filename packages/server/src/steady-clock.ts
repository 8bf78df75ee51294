import type { Clock } from './ports.ts'

/** Where a steady clock reads time; all in milliseconds. */
export type TimeSources = {
  /** The system's clock, since the epoch. Anybody may set it, so it is read once, and later only as a witness. */
  readonly wall: () => number
  /** Grows at one pace, whoever sets the system's clock; stands still while the machine sleeps. */
  readonly monotonic: () => number
  /** Since the machine was started, its sleep included; may be coarse. */
  readonly uptime: () => number
  readonly after: Clock['after']
}

/** A clock that nobody sets: it starts at a given moment and is then only ever nudged (S-11). */
export interface SteadyClock extends Clock {
  /** Moves towards another clock, epoch milliseconds: all the way the first time, then by at most `longestStepMs`. */
  align(reference: number): void
  /** Makes up for the time that the machine has slept since it was last asked. */
  wake(): void
}

/** One alignment moves the clock no further: what hangs on it is then at most so much early or late. */
export const longestStepMs = 500
/** A clock that is further off was not merely late: a virtual machine was held, say. */
const lostMs = 10_000
/** The system's clock and the reference that differ by less bear each other out. */
const agreementMs = 5_000
/** Shorter sleeps cannot be told from a coarse uptime. */
const leastSleepMs = 2_500

/** Starts at the system's time. Never goes back, but where the reference and the system's clock both say that it is wrong. */
export function createSteadyClock({ wall, monotonic, uptime, after }: TimeSources): SteadyClock {
  let ahead = wall() - monotonic()
  let awakeGap = uptime() - monotonic()
  let isAligned = false
  let told = -Infinity

  return {
    after,
    now() {
      told = Math.max(told, Math.floor(monotonic() + ahead))
      return told
    },
    align(reference) {
      const gap = reference - (monotonic() + ahead)
      const isLost = Math.abs(gap) > lostMs && Math.abs(wall() - reference) < agreementMs
      const isWhole = !isAligned || isLost
      isAligned = true
      ahead += isWhole ? gap : Math.max(-longestStepMs, Math.min(longestStepMs, gap))
      if (isWhole) told = -Infinity
    },
    wake() {
      const slept = uptime() - monotonic() - awakeGap
      if (slept < leastSleepMs) return
      awakeGap += slept
      ahead += slept
    },
  }
}

/** Whether a clock can be aligned; that of a simulation needs no help. */
export function isSteady(clock: Clock): clock is SteadyClock {
  return 'align' in clock && 'wake' in clock
}
