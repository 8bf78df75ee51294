import type { ConversationDocument } from '@hotseat/protocol'
import { formatDuration } from '../app/durations.ts'
import { preferenceOf } from '../app/preferences.ts'
import { useNow } from '../app/use-now.ts'
import { useView } from '../app/view-context.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'

/** The length of the ring's line, in the units of its picture: a radius of 16. */
const around = 2 * Math.PI * 16

/** A ring that runs out with the time there is to answer, and the time in it. */
export function RingTimer({ conversation }: { conversation: ConversationDocument }) {
  const { chat: words } = useAllTexts()
  const { session } = useView()
  const now = useNow()
  const { offeredAt, offerUntil } = conversation
  const ringMs = offerUntil !== null && offeredAt !== null ? offerUntil - offeredAt : preferenceOf(session, 'agent.ringMs')
  const leftMs = Math.max(0, (offerUntil ?? now) - now)
  const left = formatDuration(Math.ceil(leftMs / 1_000) * 1_000)
  return (
    <span className={classes.ring} role="timer" aria-label={words.ringsFor(left)} aria-live="off">
      <svg viewBox="0 0 36 36" aria-hidden="true" focusable="false">
        <circle cx="18" cy="18" r="16" className={classes.ringTrack} />
        <circle
          cx="18"
          cy="18"
          r="16"
          className={classes.ringLeft}
          strokeDasharray={around}
          strokeDashoffset={around * (1 - Math.min(1, leftMs / Math.max(1, ringMs)))}
        />
      </svg>
      <span aria-hidden>{left}</span>
    </span>
  )
}
