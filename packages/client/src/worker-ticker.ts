import type { Ticker } from './tick-clock.ts'

/** A ticker on the page's own timers. */
export function createPageTicker(): Ticker {
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    start(delayMs, onTick) {
      clearTimeout(timer)
      timer = setTimeout(onTick, delayMs)
    },
  }
}

/**
 * A ticker in a Worker. Where the browser refuses one (the SDK came from another origin, or a policy forbids it) the
 * page's timers take over; `visibilitychange` then makes up for their being held back.
 */
export function createWorkerTicker(): Ticker {
  const onPage = createPageTicker()
  let pending: { readonly delayMs: number; readonly onTick: () => void } | null = null
  let worker: Worker | null
  try {
    worker = new Worker(new URL('./timer-worker.ts', import.meta.url), { type: 'module' })
  } catch {
    return onPage
  }
  worker.addEventListener('message', () => {
    const { onTick } = pending ?? {}
    pending = null
    onTick?.()
  })
  worker.addEventListener('error', () => {
    worker = null
    if (pending !== null) onPage.start(pending.delayMs, pending.onTick)
  })
  return {
    start(delayMs, onTick) {
      if (worker === null) return onPage.start(delayMs, onTick)
      pending = { delayMs, onTick }
      worker.postMessage(delayMs)
    },
  }
}
