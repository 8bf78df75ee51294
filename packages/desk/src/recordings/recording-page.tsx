import type { RecordingDocument } from '@hotseat/protocol'
import { IconArrowLeft, IconVideoOff } from '@tabler/icons-react'
import { Link } from 'wouter'
import { Blank, Failed, Loading } from '../app/blank-states.tsx'
import { useMoments } from '../app/moments.ts'
import { useAnswer } from '../app/use-operation.ts'
import { joinIsolated } from '../texts/isolate.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { RecordingPlayer } from './recording-player.tsx'
import { RecordingState } from './recording-state.tsx'
import { buildRecordingTimeline } from './recording-timeline.ts'
import classes from './recordings.module.css'
import { useRecordingNews } from './use-recording-news.ts'

/** One recording: who, when, and what was on the screen. */
export function RecordingPage({ id }: { id: string }) {
  const { recordings: words } = useAllTexts()
  const { data, error, refetch } = useAnswer('recording', { params: { id } }, { anew: true })
  useRecordingNews('recording', id)
  return (
    <div className={classes.page}>
      <Link href="/recordings" className={classes.back}>
        <IconArrowLeft aria-hidden size={15} className={classes.backIcon} />
        {words.back}
      </Link>
      {data === undefined && <h1 className="hs-hidden">{words.title}</h1>}
      {data === undefined && error !== null && <Failed error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <Loading rows={8} />}
      {data !== undefined && <Content recording={data} />}
    </div>
  )
}

function Content({ recording }: { recording: RecordingDocument }) {
  const { recordings: words } = useAllTexts()
  const moments = useMoments()
  const { agent, place, askedAt, startedAt, state, parts } = recording
  const timeline = buildRecordingTimeline(recording)
  const isComing = state === 'asked' || state === 'running' || state === 'stopped'
  return (
    <>
      <header className={classes.header}>
        <h1>
          <bdi>{agent.name}</bdi>
        </h1>
        <p className="hs-muted">
          {joinIsolated([moments.full(startedAt ?? askedAt), place, parts.length > 0 ? words.parts(parts.length) : null])}
        </p>
        <RecordingState recording={recording} />
      </header>
      {timeline === null ? (
        <Blank icon={<IconVideoOff aria-hidden size={28} stroke={1.5} />} title={isComing ? words.noneYet : words.noParts}>
          {state !== 'failed' && <p className="hs-muted">{isComing ? words.noPartsYet : words.noPartsAtAll}</p>}
        </Blank>
      ) : (
        <RecordingPlayer recording={recording} timeline={timeline} />
      )}
    </>
  )
}
