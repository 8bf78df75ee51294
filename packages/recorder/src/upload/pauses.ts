import type { Clock, Random } from '../ports.ts'
import { pauseAfter } from './errands.ts'

/** Pauses of single errands: one that failed lets the others go first (spec UPL4). */
export interface Pauses {
  isOn(name: string): boolean
  /** How often it failed since it last went well. */
  failuresOf(name: string): number
  /** It failed: it has a pause of 1 s, 2 s, 4 s … up to a minute, or of `lengthMs`. */
  begin(name: string, lengthMs?: number): void
  /** It went well. */
  forget(name: string): void
  /** Those that came of failures are over: somebody heard from the server. */
  hurry(): void
  close(): void
}

/** Pauses by a clock. `onOver`: one is over. */
export function createPauses({ clock, random }: { readonly clock: Clock; readonly random: Random }, onOver: () => void): Pauses {
  const failures = new Map<string, number>()
  const running = new Map<string, { readonly isShort: boolean; readonly cancel: () => void }>()
  const end = (name: string) => {
    running.get(name)?.cancel()
    running.delete(name)
  }
  return {
    isOn: (name) => running.has(name),
    failuresOf: (name) => failures.get(name) ?? 0,
    begin(name, lengthMs) {
      end(name)
      const before = failures.get(name) ?? 0
      failures.set(name, before + 1)
      const cancel = clock.after(lengthMs ?? pauseAfter(before, random), () => {
        running.delete(name)
        onOver()
      })
      running.set(name, { isShort: lengthMs === undefined, cancel })
    },
    forget(name) {
      end(name)
      failures.delete(name)
    },
    hurry() {
      for (const [name, { isShort }] of [...running]) if (isShort) end(name)
    },
    close() {
      for (const name of [...running.keys()]) end(name)
    },
  }
}
