import type { MediumStatus } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { formatDuration } from '../app/durations.ts'
import { useMoments } from '../app/moments.ts'
import { StateIcon } from '../app/state-icon.tsx'
import { reasonText, toneOf } from '../app/states.ts'
import { useNow } from '../app/use-now.ts'
import { useView } from '../app/view-context.tsx'
import { ChatCount } from '../chat/chat-count.tsx'
import { chatMedium } from '../chat/chat-medium.ts'
import { joinIsolated } from '../texts/isolate.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { PendingLine } from './pending-line.tsx'
import classes from './state-band.module.css'
import { StateControl } from './state-control.tsx'

/** The largest thing on the page: my state, why, for how long, and how to change it. */
export function StateBand({ status, lists, isSmall = false }: { status: MediumStatus; lists: DeskDocument; isSmall?: boolean }) {
  const texts = useTexts()
  const moments = useMoments()
  const { agent } = useView().session
  const now = useNow()
  const tone = toneOf(status.state)
  const seat = joinIsolated([agent?.place, agent?.extension])
  return (
    <section
      className={classes.band}
      data-tone={tone}
      data-state={status.state}
      data-small={isSmall}
      aria-label={texts.desk.state}
      data-testid="state"
    >
      <div className={classes.inner}>
        <span className={classes.disc}>
          <StateIcon tone={tone} size={30} />
        </span>
        <div className={classes.words}>
          <p className={classes.state}>
            <span className={classes.word}>{texts.states[status.state]}</span>
            {status.reasonCode !== null && (
              <bdi className={classes.reason}>{reasonText(status.reasonCode, lists.reasonCodes, texts)}</bdi>
            )}
          </p>
          <p className={classes.since}>
            {texts.desk.since(moments.time(status.since))}
            {seat !== '' && <span> · {seat}</span>} {status.medium === chatMedium && <ChatCount media={lists.media} />}
          </p>
        </div>
        <p className={classes.timer} role="timer" aria-label={texts.desk.timeInState} aria-live="off">
          {formatDuration(now - status.since)}
        </p>
        <div className={classes.control}>
          <StateControl status={status} lists={lists} hasShortcuts />
          <PendingLine status={status} lists={lists} />
        </div>
      </div>
    </section>
  )
}
