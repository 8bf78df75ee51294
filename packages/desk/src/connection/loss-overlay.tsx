import { Button } from '@mantine/core'
import { IconPlugConnectedX } from '@tabler/icons-react'
import { formatDuration, secondsUntil } from '../app/durations.ts'
import { useHotseat, useStatus } from '../app/hotseat-context.tsx'
import { useMoments } from '../app/moments.ts'
import { useNow } from '../app/use-now.ts'
import { useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './loss-overlay.module.css'

/** A loss shorter than this is the pill's business alone, in ms. */
const longLossMs = 4_000

/**
 * What stands over the work during a long outage. The work below stays readable and what can be typed can be typed:
 * the veil takes no clicks, and the focus is not moved.
 */
export function LossOverlay({ onWayOut }: { onWayOut: () => void }) {
  const status = useStatus()
  const now = useNow()
  if (status.kind !== 'reconnecting' || now - status.since < longLossMs) return null
  return <Overlay since={status.since} nextTryAt={status.nextTryAt} now={now} onWayOut={onWayOut} />
}

type OverlayProps = { since: number; nextTryAt: number; now: number; onWayOut: () => void }

function Overlay({ since, nextTryAt, now, onWayOut }: OverlayProps) {
  const hotseat = useHotseat()
  const texts = useTexts()
  const moments = useMoments()
  const { session, staleSince } = useView()
  const words = texts.connection
  const state = (session.agent?.states.find(({ medium }) => medium === 'voice') ?? session.agent?.states[0])?.state
  const seconds = secondsUntil(nextTryAt, now)
  return (
    <>
      <div className={classes.veil} />
      <section className={classes.card} aria-labelledby="loss-title" data-testid="loss-overlay">
        <span className={classes.sign} data-tone="lost">
          <IconPlugConnectedX aria-hidden size={22} stroke={1.75} />
        </span>
        <div className={classes.body}>
          <h2 id="loss-title" className={classes.title}>
            {words.overlayTitle}
          </h2>
          <p>{words.overlay(state === undefined ? '' : words.overlayState(texts.states[state]))}</p>
          <p className={classes.facts}>
            <span className="hs-number">{words.since(formatDuration(now - since))}</span>
            <strong className="hs-number">{seconds > 0 ? words.next(seconds) : words.trying}</strong>
          </p>
          {staleSince !== null && <p className={classes.small}>{words.stale(moments.exact(staleSince))}</p>}
          <div className={classes.actions}>
            <Button onClick={() => hotseat.retryNow()}>{words.tryNow}</Button>
            <Button variant="subtle" color="gray" onClick={onWayOut} title={words.wayOutHelp}>
              {words.wayOut}
            </Button>
          </div>
        </div>
      </section>
    </>
  )
}
