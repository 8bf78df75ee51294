import type { Clock } from '../ports.ts'

/** How often the first in a row looks whether another node has let go. */
const pollMs = 100

/**
 * How long one waits, in ms: `stillMs` from one's coming or from when somebody of the row got through, so that a long row
 * that moves refuses nobody, and one that stands keeps nobody longer; `longestMs` in any case (spec LO15).
 */
export type Patience = { readonly stillMs: number; readonly longestMs: number }

/** Lets requests for one key ask one after the other, so that a thousand guesses do not storm the store at once. */
export interface Turnstile {
  /** Runs `ask` in turn, again while it answers `wait` and there is patience. */
  pass<T>(key: string, patience: Patience, ask: () => Promise<T | 'wait'>): Promise<T | 'wait'>
  /** Something changed for the key: whoever stands first asks again at once. */
  wake(key: string): void
}

type Row = { standing: number; movedAt: number; last: Promise<unknown>; wake: () => void }

/** A turnstile on the injected clock. */
export function createTurnstile(clock: Clock): Turnstile {
  const rows = new Map<string, Row>()

  async function askUntil<T>(row: Row, untilAt: () => number, ask: () => Promise<T | 'wait'>): Promise<T | 'wait'> {
    for (;;) {
      const answer = await ask()
      if (answer !== 'wait') row.movedAt = clock.now()
      if (answer !== 'wait' || clock.now() >= untilAt()) return answer
      await new Promise<void>((resolve) => {
        const cancel = clock.after(Math.min(pollMs, untilAt() - clock.now()), resolve)
        row.wake = () => {
          cancel()
          resolve()
        }
      })
    }
  }

  return {
    async pass(key, { stillMs, longestMs }, ask) {
      const cameAt = clock.now()
      const row = rows.get(key) ?? { standing: 0, movedAt: cameAt, last: Promise.resolve(), wake: () => {} }
      rows.set(key, row)
      row.standing += 1
      const untilAt = () => Math.min(Math.max(cameAt, row.movedAt) + stillMs, cameAt + longestMs)
      const turn = row.last.then(() => askUntil(row, untilAt, ask))
      row.last = turn.catch(() => undefined)
      try {
        return await turn
      } finally {
        row.standing -= 1
        if (row.standing === 0) rows.delete(key)
      }
    },
    wake: (key) => rows.get(key)?.wake(),
  }
}
