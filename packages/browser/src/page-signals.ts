import type { PageSignal } from './ports.ts'

/** Tells what the browser says about this page until the returned function is called. */
export function watchPage(onSignal: (signal: PageSignal) => void): () => void {
  const listening = new AbortController()
  const listen = (target: EventTarget, type: string, signal: (event: Event) => PageSignal | null) =>
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
  // Only a page that comes out of the back/forward cache was away; a fresh one shows itself, too.
  listen(window, 'pageshow', (event) => (event instanceof PageTransitionEvent && event.persisted ? 'thawed' : null))
  listen(document, 'visibilitychange', () => (document.visibilityState === 'visible' ? 'becameVisible' : 'becameHidden'))
  listen(document, 'freeze', () => 'becameHidden')
  listen(document, 'resume', () => 'thawed')
  return () => listening.abort()
}
