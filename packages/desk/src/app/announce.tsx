import { VisuallyHidden } from '@mantine/core'
import { useSyncExternalStore } from 'react'

type Announcements = { readonly polite: string; readonly assertive: string }
let said: Announcements = { polite: '', assertive: '' }
const listeners = new Set<() => void>()

/** Tells a screen reader: `polite` waits its turn (state changes), `assertive` does not (ringing). */
export function announce(text: string, urgency: keyof Announcements = 'polite'): void {
  // The same sentence twice in a row is only spoken again when the text differs.
  said = { ...said, [urgency]: said[urgency] === text ? `${text} ` : text }
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The live regions that `announce` speaks through; once a page. */
export function Announcer() {
  const { polite, assertive } = useSyncExternalStore(subscribe, () => said)
  return (
    <>
      <VisuallyHidden role="status" aria-live="polite">
        {polite}
      </VisuallyHidden>
      <VisuallyHidden role="alert" aria-live="assertive">
        {assertive}
      </VisuallyHidden>
    </>
  )
}
