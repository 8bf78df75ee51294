import type { RecordingDocument } from '@hotseat/protocol'
import {
  IconCircleCheck,
  IconCircleX,
  IconCloudUpload,
  IconHourglass,
  IconPlayerPauseFilled,
  IconPlayerRecordFilled,
} from '@tabler/icons-react'
import type { Tone } from '../app/states.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './recordings.module.css'

type Shown = RecordingDocument['state'] | 'paused'
const looks: Readonly<Record<Shown, { readonly tone: Tone | 'danger'; readonly Icon: typeof IconHourglass }>> = {
  asked: { tone: 'hold', Icon: IconHourglass },
  running: { tone: 'danger', Icon: IconPlayerRecordFilled },
  paused: { tone: 'notReady', Icon: IconPlayerPauseFilled },
  stopped: { tone: 'hold', Icon: IconCloudUpload },
  stored: { tone: 'ready', Icon: IconCircleCheck },
  failed: { tone: 'notReady', Icon: IconCircleX },
}

/** Where a recording stands, and why there is none. */
export function RecordingState({ recording }: { recording: Pick<RecordingDocument, 'state' | 'failure' | 'pauses'> }) {
  const { recordings: words } = useAllTexts()
  const { state, failure, pauses } = recording
  const isPaused = state === 'running' && pauses.at(-1)?.to === null
  const shown = isPaused ? 'paused' : state
  const { tone, Icon } = looks[shown]
  return (
    <span className={classes.state} data-tone={tone}>
      <Icon aria-hidden size={15} />
      <span>
        {words.states[shown]}
        {state === 'failed' && failure !== null && <small className={classes.why}>{words.why[failure]}</small>}
      </span>
    </span>
  )
}
