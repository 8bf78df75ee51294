import { useSyncExternalStore } from 'react'

/** Below this there is room for the list or a conversation, not both; `chat.module.css` says the same. */
const narrow = matchMedia('(max-width: 52rem)')

function subscribe(changed: () => void): () => void {
  narrow.addEventListener('change', changed)
  return () => narrow.removeEventListener('change', changed)
}

/** Whether the window is narrow, or magnified so that it is. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => narrow.matches)
}
