import { randomBytes } from 'node:crypto'
import type { Clock, Random } from './ports.ts'

/** What a recorder needs of the world outside; tests of rules bring their own. */
export type World = { readonly clock: Clock; readonly random: Random }

/** The only real clock and the only real randomness of the recorder. */
export const realWorld: World = {
  clock: {
    // Evenly, whatever is done to the machine's clock meanwhile: a step of it is no moment of a recording (spec CAP6).
    now: () => Math.round(performance.timeOrigin + performance.now()),
    after(delayMs, task) {
      const timer = setTimeout(task, delayMs)
      return () => clearTimeout(timer)
    },
  },
  random: { bytes: (length) => new Uint8Array(randomBytes(length)), fraction: () => Math.random() },
}
