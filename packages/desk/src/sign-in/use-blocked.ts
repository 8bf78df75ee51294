import { HotseatError } from '@hotseat/client'
import { useState } from 'react'
import { formatDuration } from '../app/durations.ts'
import { serverNow } from '../app/server-clock.ts'
import { useNow } from '../app/use-now.ts'
import { useTexts } from '../texts/texts-context.tsx'

/** The live countdown of a lockout; `left` is null when one may try. */
export function useBlocked(): { left: string | null; text: string | null; start: (error: unknown) => void } {
  const texts = useTexts()
  const now = useNow()
  const [untilAt, setUntilAt] = useState<number | null>(null)
  const isBlocked = untilAt !== null && untilAt > now
  const left = isBlocked ? formatDuration(untilAt - now + 999) : null
  return {
    left,
    text: left !== null ? texts.signIn.blocked(left) : untilAt !== null ? texts.signIn.unblocked : null,
    start: (error) => setUntilAt(serverNow() + ((error instanceof HotseatError ? error.retryAfterMs : null) ?? 60_000)),
  }
}
