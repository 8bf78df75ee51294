import type { MediumStatus } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { formatDuration } from '../app/durations.ts'
import { StateIcon } from '../app/state-icon.tsx'
import { stateText, toneOf } from '../app/states.ts'
import { useNow } from '../app/use-now.ts'
import { ChatCount } from '../chat/chat-count.tsx'
import { chatMedium } from '../chat/chat-medium.ts'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './medium-rows.module.css'
import { StateControl } from './state-control.tsx'

/** The media that are not on the stage, a line each. */
export function MediumRows({ statuses, lists }: { statuses: readonly MediumStatus[]; lists: DeskDocument }) {
  const texts = useTexts()
  const now = useNow()
  if (statuses.length === 0) return null
  return (
    <ul className={classes.rows}>
      {statuses.map((status) => (
        <li key={status.medium} className={classes.row} data-tone={toneOf(status.state)}>
          <span className={classes.medium}>
            <bdi>{lists.media.find(({ id }) => id === status.medium)?.name ?? status.medium}</bdi>
          </span>
          <span className={classes.state}>
            <StateIcon tone={toneOf(status.state)} size={16} />
            {stateText(status, lists.reasonCodes, texts)}
          </span>
          {status.medium === chatMedium && <ChatCount media={lists.media} />}
          <span className="hs-number hs-muted">{formatDuration(now - status.since)}</span>
          <StateControl status={status} lists={lists} isSmall />
        </li>
      ))}
    </ul>
  )
}
