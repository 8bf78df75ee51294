import type { Signal } from './world.ts'

/** Tells what the browser says about this page until the returned function is called. */
export function watchBrowser(onSignal: (signal: Signal) => void): () => void {
  const listening = new AbortController()
  const listen = (target: EventTarget, type: string, signal: (event: Event) => Signal | null) =>
    target.addEventListener(
      type,
      (event) => {
        const told = signal(event)
        if (told !== null) onSignal(told)
      },
      { signal: listening.signal, passive: true, capture: true },
    )
  listen(window, 'offline', () => 'wentOffline')
  listen(window, 'online', () => 'wentOnline')
  listen(window, 'pagehide', () => 'left')
  // Only a page that comes out of the back/forward cache was away; a fresh one shows itself, too.
  listen(window, 'pageshow', (event) => (event instanceof PageTransitionEvent && event.persisted ? 'thawed' : null))
  listen(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? 'becameVisible' : 'becameHidden'))
  listen(document, 'freeze', () => 'becameHidden')
  listen(document, 'resume', () => 'thawed')
  for (const type of ['keydown', 'pointerdown', 'wheel']) listen(window, type, () => 'used')
  return () => listening.abort()
}
