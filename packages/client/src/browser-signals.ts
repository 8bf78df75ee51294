import { watchPage } from '@hotseat/browser/page'
import type { Signal } from './world.ts'

/** Tells what the browser says about this page, and what its person does, until the returned function is called. */
export function watchBrowser(onSignal: (signal: Signal) => void): () => void {
  const stop = watchPage(onSignal)
  const listening = new AbortController()
  const options = { signal: listening.signal, passive: true, capture: true }
  window.addEventListener('pagehide', () => onSignal('left'), options)
  for (const type of ['keydown', 'pointerdown', 'wheel']) window.addEventListener(type, () => onSignal('used'), options)
  return () => {
    stop()
    listening.abort()
  }
}
