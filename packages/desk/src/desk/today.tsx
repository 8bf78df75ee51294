import type { DeskDocument } from '@hotseat/protocol'
import { IconPlugConnected } from '@tabler/icons-react'
import { formatDuration, formatSpan } from '../app/durations.ts'
import { useMoments } from '../app/moments.ts'
import { Panel } from '../app/panel.tsx'
import { stateText, toneOf } from '../app/states.ts'
import type { Texts } from '../texts/en.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { type Break, totalsOf } from './timeline.ts'
import classes from './today.module.css'
import { useTimeline } from './use-timeline.ts'

/** A break in words: what happened and that nothing was lost. */
function breakText({ kind, from, to }: Break, { today: words }: Texts): string {
  if (kind === 'restarted') return words.restarted
  if (kind === 'open') return words.dropped
  return kind === 'recovered' ? words.droppedBack(formatSpan(to - from)) : words.resynced(formatSpan(to - from))
}

/** My day as a thin line of states, with every break in the connection marked and explained. */
export function Today({ medium, lists }: { medium: string; lists: DeskDocument }) {
  const texts = useTexts()
  const moments = useMoments()
  const { timeline, now } = useTimeline(medium)
  const { stretches, breaks } = timeline
  const start = stretches[0]?.from ?? now
  const part = (ms: number) => `${(100 * ms) / Math.max(1, now - start)}%`
  if (stretches.length === 0) {
    return (
      <Panel title={texts.desk.today}>
        <p className="hs-muted hs-small">{texts.desk.todayEmpty}</p>
      </Panel>
    )
  }
  return (
    <Panel title={texts.desk.today}>
      <div className={classes.line} aria-hidden>
        {stretches.map(({ from, to, state, reasonCode }) => (
          <span
            key={from}
            className={classes.stretch}
            data-tone={toneOf(state)}
            style={{ insetInlineStart: part(from - start), inlineSize: part(to - from) }}
            title={`${texts.today.span(moments.time(from), moments.time(to), stateText({ state, reasonCode }, lists.reasonCodes, texts))} (${formatDuration(to - from)})`}
          />
        ))}
        {breaks.map(({ from }) => (
          <span key={from} className={classes.break} style={{ insetInlineStart: part(Math.max(0, from - start)) }} />
        ))}
      </div>
      <div className={classes.ends} aria-hidden>
        <span className="hs-number">{moments.time(start)}</span>
        <span>{texts.today.now}</span>
      </div>
      <ul className={classes.totals}>
        {totalsOf(stretches).map(({ state, ms }) => (
          <li key={state} data-tone={toneOf(state)}>
            <span className={classes.dot} />
            {texts.states[state]} <strong className="hs-number">{formatDuration(ms)}</strong>
          </li>
        ))}
      </ul>
      {breaks.length > 0 && (
        <ul className={classes.breaks} data-testid="breaks">
          {breaks.slice(-5).map((each) => (
            <li key={each.from}>
              <IconPlugConnected aria-hidden size={15} stroke={1.75} />
              <span>
                {texts.today.span(
                  moments.exact(each.from),
                  each.kind === 'open' ? texts.today.now : moments.exact(each.to),
                  breakText(each, texts),
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      <details className={classes.details}>
        <summary>{texts.desk.todayList}</summary>
        <ol className={classes.list}>
          {stretches.toReversed().map(({ from, to, state, reasonCode }) => (
            <li key={from} data-tone={toneOf(state)}>
              <span className="hs-number hs-muted">{moments.exact(from)}</span>
              <span className={classes.dot} />
              <span className={classes.what}>{stateText({ state, reasonCode }, lists.reasonCodes, texts)}</span>
              <span className="hs-number">{formatDuration(to - from)}</span>
            </li>
          ))}
        </ol>
      </details>
    </Panel>
  )
}
