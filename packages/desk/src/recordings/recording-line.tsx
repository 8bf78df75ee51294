import type { RecordingDocument } from '@hotseat/protocol'
import type { KeyboardEvent } from 'react'
import { formatDuration } from '../app/durations.ts'
import { useMoments } from '../app/moments.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { gapText } from './gap-text.ts'
import type { RecordingTimeline } from './recording-timeline.ts'
import classes from './recordings.module.css'

const keySteps: Readonly<Record<string, number>> = {
  ...{ ArrowLeft: -5_000, ArrowDown: -5_000, ArrowRight: 5_000, ArrowUp: 5_000, PageDown: -60_000, PageUp: 60_000 },
}

type Props = {
  recording: RecordingDocument
  timeline: RecordingTimeline
  at: number
  onSeek: (at: number) => void
  onStep: (byMs: number) => void
}

/** The line of a recording: calls above, what was captured and what not below, and a slider over all of it. */
export function RecordingLine({ recording, timeline, at, onSeek, onStep }: Props) {
  const { recordings: words } = useAllTexts()
  const moments = useMoments()
  const { from, to, stretches } = timeline
  const length = Math.max(1, to - from)
  const place = (start: number, end: number) => ({
    insetInlineStart: `${(100 * (Math.max(start, from) - from)) / length}%`,
    inlineSize: `${(100 * Math.max(0, Math.min(end, to) - Math.max(start, from))) / length}%`,
  })
  const onKeyDown = (event: KeyboardEvent) => {
    const step = keySteps[event.key]
    if (step === undefined) return
    event.preventDefault()
    onStep(step)
  }
  return (
    <div className={classes.line}>
      <div className={classes.marks} aria-hidden>
        {recording.calls.map((call) => (
          <span
            key={call.interactionId}
            className={classes.mark}
            style={place(call.from, call.to ?? to)}
            title={words.callMark(call.party)}
          />
        ))}
      </div>
      <div className={classes.track} aria-hidden>
        {stretches.map((each) => (
          <span
            key={each.from}
            className={each.kind === 'part' ? classes.part : classes.gap}
            data-why={each.kind === 'gap' ? each.why : undefined}
            style={place(each.from, each.to)}
            title={each.kind === 'gap' ? gapText(each, words) : undefined}
          />
        ))}
        <span className={classes.head} style={{ insetInlineStart: `${(100 * (at - from)) / length}%` }} />
      </div>
      <input
        type="range"
        className={classes.slider}
        aria-label={words.position}
        aria-valuetext={words.positionText(moments.exact(at), formatDuration(at - from))}
        min={from}
        max={to}
        step={100}
        value={Math.round(at)}
        onChange={(event) => onSeek(Number(event.currentTarget.value))}
        onKeyDown={onKeyDown}
      />
      <div className={classes.ends} aria-hidden>
        <span className="hs-number">{moments.exact(from)}</span>
        <span className="hs-number">{moments.exact(to)}</span>
      </div>
    </div>
  )
}
