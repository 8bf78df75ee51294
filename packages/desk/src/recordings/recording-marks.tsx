import type { RecordingDocument } from '@hotseat/protocol'
import { IconCloudUpload, IconPhone, IconPlayerPauseFilled, IconVideoOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { formatDuration } from '../app/durations.ts'
import { useMoments } from '../app/moments.ts'
import { Panel } from '../app/panel.tsx'
import { emptyLists, useDeskLists } from '../desk/use-desk-lists.ts'
import { joinIsolated } from '../texts/isolate.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { gapText } from './gap-text.ts'
import type { GapReason, RecordingTimeline } from './recording-timeline.ts'
import classes from './recordings.module.css'

const gapIcons: Readonly<Record<GapReason, typeof IconPhone>> = {
  ...{ pause: IconPlayerPauseFilled, coming: IconCloudUpload, missing: IconVideoOff },
}

type Props = { recording: RecordingDocument; timeline: RecordingTimeline; onSeek: (at: number) => void }

/** What there is on the line, to be read and gone to: its calls, and why there is nothing in between. */
export function RecordingMarks({ recording, timeline, onSeek }: Props) {
  const { recordings: words } = useAllTexts()
  const { lists = emptyLists } = useDeskLists()
  const campaignOf = (id: string) => lists.campaigns.find((campaign) => campaign.id === id)?.name ?? id
  const gaps = timeline.stretches.filter((each) => each.kind === 'gap')
  return (
    <div className={classes.panels}>
      <Panel title={words.calls}>
        <ul className={classes.list}>
          {recording.calls.map(({ interactionId, direction, campaign, party, from, to }) => (
            <Mark key={interactionId} icon={<IconPhone aria-hidden size={15} />} from={from} to={to} onSeek={onSeek}>
              {joinIsolated([words.directions[direction], party, campaignOf(campaign)])}
            </Mark>
          ))}
        </ul>
      </Panel>
      {gaps.length > 0 && (
        <Panel title={words.gaps}>
          <ul className={classes.list}>
            {gaps.map((gap) => {
              const Icon = gapIcons[gap.why]
              return (
                <Mark key={gap.from} icon={<Icon aria-hidden size={15} />} from={gap.from} to={gap.to} onSeek={onSeek}>
                  {gapText(gap, words)}
                </Mark>
              )
            })}
          </ul>
        </Panel>
      )}
    </div>
  )
}

type MarkProps = { icon: ReactNode; from: number; to: number | null; children: ReactNode; onSeek: (at: number) => void }

function Mark({ icon, from, to, children, onSeek }: MarkProps) {
  const { recordings: words } = useAllTexts()
  const moments = useMoments()
  const time = moments.exact(from)
  return (
    <li>
      {icon}
      <button type="button" className={`hs-number ${classes.open}`} aria-label={words.goTo(time)} onClick={() => onSeek(from)}>
        {time}
      </button>
      <span className={classes.what}>{children}</span>
      {to !== null && <span className="hs-number hs-muted">{formatDuration(to - from)}</span>}
    </li>
  )
}
