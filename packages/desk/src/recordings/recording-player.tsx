import type { RecordingDocument } from '@hotseat/protocol'
import { ActionIcon, Button, Loader, NativeSelect } from '@mantine/core'
import {
  IconAlertTriangle,
  IconMaximize,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
  IconRewindBackward10,
  IconRewindForward10,
} from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { formatDuration } from '../app/durations.ts'
import { useMoments } from '../app/moments.ts'
import { isTyping } from '../app/shortcuts.ts'
import { useLocale } from '../texts/texts-context.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { RecordingLine } from './recording-line.tsx'
import { RecordingMarks } from './recording-marks.tsx'
import { partsOf, type RecordingTimeline } from './recording-timeline.ts'
import classes from './recordings.module.css'
import { usePlayer } from './use-player.ts'

const speeds = [0.5, 1, 1.5, 2, 4, 8]
const stepMs = 10_000

/** Plays all parts of a recording as one. */
export function RecordingPlayer({ recording, timeline }: { recording: RecordingDocument; timeline: RecordingTimeline }) {
  const texts = useAllTexts()
  const { recordings: words } = texts
  const moments = useMoments()
  const locale = useLocale()
  const player = usePlayer(timeline)
  const { video, part, at, isPlaying, isWaiting, isFailed, speed, seek, step } = player
  const parts = partsOf(timeline)
  const isCut = parts.find((each) => each.part === part)?.cut ?? false

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== ' ' || isTyping(event.target) || event.target instanceof HTMLButtonElement) return
    event.preventDefault()
    player.toggle()
  }
  return (
    <section className={classes.player} aria-label={words.player} onKeyDown={onKeyDown}>
      <div className={classes.screen}>
        <video
          ref={video}
          className={classes.video}
          aria-label={words.video(parts.findIndex((each) => each.part === part) + 1, parts.length)}
          src={`/v1/recordings/${encodeURIComponent(recording.id)}/media?part=${part}`}
          preload="auto"
          playsInline
          muted
          onClick={player.toggle}
          {...player.events}
        />
        {isWaiting && !isFailed && (
          <div className={classes.waiting} role="status" aria-label={texts.common.loading}>
            <Loader color="white" size="sm" />
          </div>
        )}
        {isFailed && (
          <div className={classes.failed} role="alert">
            <IconAlertTriangle aria-hidden size={20} />
            <p>{words.playFailed}</p>
            <Button size="xs" variant="default" onClick={player.retry}>
              {texts.common.tryAgain}
            </Button>
          </div>
        )}
      </div>
      <RecordingLine recording={recording} timeline={timeline} at={at} onSeek={seek} onStep={step} />
      <div className={classes.controls}>
        <ActionIcon variant="default" size="lg" aria-label={words.back10} onClick={() => step(-stepMs)}>
          <IconRewindBackward10 aria-hidden size={18} />
        </ActionIcon>
        <ActionIcon
          variant="filled"
          color="petrol"
          size="xl"
          radius="xl"
          aria-label={isPlaying ? words.pause : words.play}
          onClick={player.toggle}
        >
          {isPlaying ? <IconPlayerPauseFilled aria-hidden size={20} /> : <IconPlayerPlayFilled aria-hidden size={20} />}
        </ActionIcon>
        <ActionIcon variant="default" size="lg" aria-label={words.on10} onClick={() => step(stepMs)}>
          <IconRewindForward10 aria-hidden size={18} />
        </ActionIcon>
        <p className={`hs-number ${classes.clock}`} data-testid="clock">
          <strong>{moments.exact(at)}</strong>{' '}
          <span className="hs-muted">
            {formatDuration(at - timeline.from)} / {formatDuration(timeline.to - timeline.from)}
          </span>
        </p>
        <NativeSelect
          size="xs"
          className={classes.speed}
          aria-label={words.speed}
          value={String(speed)}
          onChange={(event) => player.setSpeed(Number(event.currentTarget.value))}
          data={speeds.map((each) => ({ value: String(each), label: `${each.toLocaleString(locale)}×` }))}
        />
        <ActionIcon
          variant="default"
          size="lg"
          aria-label={words.fullScreen}
          onClick={() => void video.current?.requestFullscreen().catch(() => undefined)}
        >
          <IconMaximize aria-hidden size={18} />
        </ActionIcon>
      </div>
      {isCut && <p className="hs-muted hs-small">{words.cut}</p>}
      <p className={`hs-muted hs-small ${classes.keys}`}>{words.keys}</p>
      <RecordingMarks recording={recording} timeline={timeline} onSeek={seek} />
    </section>
  )
}
