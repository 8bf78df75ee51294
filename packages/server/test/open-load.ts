import type { Clock } from '../src/ports.ts'

/** A load that comes at a pace of its own. */
export type OpenLoad = {
  /** Resolves when so many more were sent. */
  more(count: number): Promise<void>
  stop(): void
}

export type OpenLoadOptions = {
  readonly perSecond: number
  /** So many are on their way at once at most: a machine that is too slow for the pace is not buried. */
  readonly most: number
}

/** Sends so many a second, each at its moment and none before it, whether those before are answered or not; what is late goes at once. */
export function startOpenLoad(
  clock: Clock,
  { perSecond, most }: OpenLoadOptions,
  send: (place: number) => Promise<unknown>,
): OpenLoad {
  const startedAt = clock.now()
  const waiting = new Set<{ readonly upTo: number; readonly resolve: () => void }>()
  let sent = 0
  let answered = 0
  let cancel: () => void = () => undefined
  let isStopped = false
  const dueInMs = () => startedAt + (sent * 1_000) / perSecond - clock.now()

  function turn(): void {
    cancel()
    while (!isStopped && sent - answered < most && dueInMs() <= 0) {
      void send(sent).finally(onAnswer)
      sent += 1
    }
    for (const each of waiting) {
      if (sent < each.upTo) continue
      waiting.delete(each)
      each.resolve()
    }
    if (!isStopped && sent - answered < most) cancel = clock.after(dueInMs(), turn)
  }
  function onAnswer(): void {
    answered += 1
    if (sent - answered === most - 1) turn()
  }

  turn()
  return {
    more: (count) => new Promise((resolve) => waiting.add({ upTo: sent + count, resolve })),
    stop() {
      isStopped = true
      cancel()
    },
  }
}
