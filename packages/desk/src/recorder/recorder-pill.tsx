import { Button, Popover } from '@mantine/core'
import {
  IconLoader2,
  IconPlayerPauseFilled,
  IconPlayerRecordFilled,
  IconVideo,
  IconVideoOff,
  IconVideoPlus,
} from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import { announce } from '../app/announce.tsx'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance } from '../app/view-context.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import type { LinkState } from './recorder-link.ts'
import { type Look, lookOf, toneOfLook } from './recorder-look.ts'
import classes from './recorder-pill.module.css'
import { useMyRecording } from './use-my-recording.ts'
import { useRecorderLink } from './use-recorder-link.ts'

const icons: Readonly<Record<Look, typeof IconVideo>> = {
  ...{ asking: IconLoader2, prompt: IconVideoPlus, denied: IconVideoOff, absent: IconVideoOff, refused: IconVideoOff },
  ...{ noServer: IconVideoOff, lost: IconVideoOff, wrongPerson: IconVideoOff, ready: IconVideo, nearlyFull: IconVideo },
  ...{ starting: IconPlayerRecordFilled, recording: IconPlayerRecordFilled, paused: IconPlayerPauseFilled },
}

/**
 * The recorder of this machine in the top bar: how it is, whether I am recorded, and what I can do about it. `below`: the place under the bar, for
 * what is to be read before the browser asks its own question; there it covers nothing of the work.
 */
export function RecorderPill({ below }: { below: HTMLElement | null }) {
  const { recorder: words } = useAllTexts()
  const { state, tell } = useRecorderLink()
  const recording = useMyRecording(() => tell({ type: 'stirred' }))
  const look = lookOf(state, recording)
  const text = look === null ? null : words.looks[look]
  const [opened, setOpened] = useState(false)
  // Looking is no news; what was found is.
  const spoken = look === 'asking' ? null : text
  useEffect(() => {
    if (spoken !== null) announce(spoken)
  }, [spoken])

  if (look === null || text === null) return null
  const connect = () => {
    setOpened(false)
    tell({ type: 'connectAsked' })
  }
  const Icon = icons[look]
  return (
    <div className={classes.group}>
      <Popover opened={opened} onChange={setOpened} position="bottom-end" width={320} shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.pill}
            data-tone={toneOfLook[look]}
            data-look={look}
            data-testid="recorder"
            aria-label={`${words.label}: ${text}`}
            onClick={() => setOpened((was) => !was)}
          >
            <Icon aria-hidden size={15} stroke={2} className={look === 'asking' ? classes.turning : undefined} />
            <span className={classes.text}>{text}</span>
          </button>
        </Popover.Target>
        <Popover.Dropdown aria-label={words.label}>
          <Explanation look={look} state={state} onConnect={connect} />
        </Popover.Dropdown>
      </Popover>
      {look === 'prompt' && below !== null && createPortal(<Strip onConnect={connect} />, below)}
      {recording !== null && <PauseButton id={recording.id} isPaused={recording.paused} />}
    </div>
  )
}

/** One line that says what for, and the button that lets the browser ask. */
function Strip({ onConnect }: { onConnect: () => void }) {
  const { recorder: words } = useAllTexts()
  return (
    <section className={classes.strip} aria-label={words.label}>
      <IconVideoPlus aria-hidden size={18} stroke={1.75} />
      <p>{words.help.prompt}</p>
      <Button size="xs" onClick={onConnect}>
        {words.connect}
      </Button>
    </section>
  )
}

function Explanation({ look, state, onConnect }: { look: Look; state: LinkState; onConnect: () => void }) {
  const { recorder: words } = useAllTexts()
  const actions: Partial<Record<Look, string>> = {
    ...{ prompt: words.connect, wrongPerson: words.takeBack },
    ...{ denied: words.again, absent: words.again, refused: words.again, noServer: words.again, lost: words.again },
  }
  const action = actions[look]
  const help = words.help[look]
  const who = state.kind === 'wrongPerson' ? state.who : ''
  return (
    <div className={classes.explanation}>
      <strong>{words.looks[look]}</strong>
      <p>{typeof help === 'function' ? help(who) : help}</p>
      {look === 'denied' && (
        <>
          <p>{words.allow}</p>
          <p className="hs-muted hs-small">{words.policy}</p>
        </>
      )}
      {action !== undefined && (
        <Button size="xs" variant={look === 'prompt' ? 'filled' : 'default'} onClick={onConnect}>
          {action}
        </Button>
      )}
    </div>
  )
}

/** One press, in every room: what must not be recorded is on the screen now. */
function PauseButton({ id, isPaused }: { id: string; isPaused: boolean }) {
  const { recorder: words } = useAllTexts()
  const hindrance = useHindrance()
  const act = useOperation('actOnRecording')
  const label = isPaused ? words.resume : words.pause
  const Icon = isPaused ? IconPlayerRecordFilled : IconPlayerPauseFilled
  return (
    <button
      type="button"
      className={classes.act}
      data-tone={isPaused ? 'danger' : undefined}
      aria-label={label}
      title={hindrance ?? label}
      aria-disabled={hindrance !== null || act.isPending}
      {...(hindrance === null ? {} : { 'aria-description': hindrance })}
      onClick={() => {
        if (hindrance === null && !act.isPending) act.mutate({ params: { id }, body: { action: isPaused ? 'resume' : 'pause' } })
      }}
    >
      <Icon aria-hidden size={15} />
    </button>
  )
}
