import { useState } from 'react'
import { useHotseatEvent, useStatus } from '../app/hotseat-context.tsx'
import { serverNow } from '../app/server-clock.ts'
import { useNow } from '../app/use-now.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { type Back, type PillView, pillView } from './pill-view.ts'

/** What the pill shows now; counts down by itself. */
export function useConnection(): PillView {
  const texts = useTexts()
  const status = useStatus()
  const now = useNow()
  const [back, setBack] = useState<Back | null>(null)
  useHotseatEvent('restored', ({ outcome, awayMs }) => setBack({ outcome, awayMs, at: serverNow() }))
  // A return is seen between two ticks, so "now" may lie before it.
  return pillView(status, back, Math.max(now, back?.at ?? 0), texts)
}
