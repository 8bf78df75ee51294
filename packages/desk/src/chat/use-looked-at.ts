import { useSyncExternalStore } from 'react'

const signals = ['focus', 'blur'] as const

function subscribe(changed: () => void): () => void {
  for (const signal of signals) addEventListener(signal, changed)
  document.addEventListener('visibilitychange', changed)
  return () => {
    for (const signal of signals) removeEventListener(signal, changed)
    document.removeEventListener('visibilitychange', changed)
  }
}

/** Whether somebody looks at this page, as far as a browser can know: it is in front and has the focus. */
export function useLookedAt(): boolean {
  return useSyncExternalStore(subscribe, () => document.visibilityState === 'visible' && document.hasFocus())
}
