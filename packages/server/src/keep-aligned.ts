import type { Clock } from './ports.ts'
import { isSteady, type SteadyClock } from './steady-clock.ts'
import type { Store } from './store/store.ts'

const everyMs = 60_000
/** A laptop that wakes up is to know within a second. */
const wakeEveryMs = 1_000
/** An answer that took longer says too little about when it was true. */
const longestAskMs = 500

/**
 * Keeps a node's clock at the database's, so that all nodes have one (S-11): at once, then once a minute. A store on
 * this machine has no clock of its own; the node's then only makes up for sleep. The returned function ends it.
 */
export async function keepAligned(
  clock: Clock,
  store: Pick<Store, 'time'>,
  onFault: (error: unknown) => void,
): Promise<() => void> {
  if (!isSteady(clock)) return () => undefined
  await alignOnce(clock, store)
  let cancelAlign: () => void = () => undefined
  let cancelWake: () => void = () => undefined
  let stopped = false
  const align = () => {
    void alignOnce(clock, store, longestAskMs)
      .catch(onFault)
      .then(() => {
        if (!stopped) cancelAlign = clock.after(everyMs, align)
      })
  }
  const wake = () => {
    clock.wake()
    cancelWake = clock.after(wakeEveryMs, wake)
  }
  if (store.time) cancelAlign = clock.after(everyMs, align)
  cancelWake = clock.after(wakeEveryMs, wake)
  return () => {
    stopped = true
    cancelAlign()
    cancelWake()
  }
}

/** Asks the database for its time, which was true halfway between question and answer. */
async function alignOnce(clock: SteadyClock, store: Pick<Store, 'time'>, withinMs = Infinity): Promise<void> {
  if (!store.time) return
  const askedAt = clock.now()
  const reference = await store.time()
  const tookMs = clock.now() - askedAt
  if (tookMs <= withinMs) clock.align(reference + tookMs / 2)
}
