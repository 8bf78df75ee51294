import { isRinging, isTalking, isWrappingUp, type MediumStatus } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import { useState } from 'react'
import { Loading } from '../app/blank-states.tsx'
import { preferenceOf } from '../app/preferences.ts'
import { type Shortcut, shortcutKeys, useShortcuts } from '../app/shortcuts.ts'
import { StateIcon } from '../app/state-icon.tsx'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance, useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import { sortReasons, useLastReasons } from './last-reasons.ts'
import { ReasonList } from './reason-list.tsx'
import classes from './state-control.module.css'
import { emptyLists } from './use-desk-lists.ts'

type Props = { status: MediumStatus; lists: DeskDocument; hasShortcuts?: boolean; isSmall?: boolean }

/** Ready or not ready, in one press or one key; not ready asks why. During a call it sets what comes after it. */
export function StateControl({ status, lists, hasShortcuts = false, isSmall = false }: Props) {
  const texts = useTexts()
  const { session } = useView()
  const hindrance = useHindrance()
  const [isOpen, setOpen] = useState(false)
  const [lastReasons, rememberReason] = useLastReasons(session.user.id)
  const set = useOperation('setState')
  const reasons = sortReasons(
    lists.reasonCodes.filter((reason) => reason.category === 'NOT_READY' && !reason.system),
    lastReasons,
  )
  const isBusy = isRinging(status.state) || isTalking(status.state) || isWrappingUp(status.state)
  const shown = isBusy ? (status.pending?.state ?? null) : status.state

  const goReady = () => {
    if (hindrance === null) set.mutate({ body: { medium: status.medium, state: 'READY' } })
  }
  const goNotReady = (reasonCode: number | null) => {
    setOpen(false)
    if (hindrance !== null) return
    if (reasonCode !== null) rememberReason(reasonCode)
    set.mutate({ body: { medium: status.medium, state: 'NOT_READY', ...(reasonCode === null ? {} : { reasonCode }) } })
  }
  const isLoaded = lists !== emptyLists
  const askReason = () => {
    if (hindrance !== null) return
    // Before the lists are here nobody knows whether there are reasons: the question waits for them (spec DK2).
    if (isLoaded && reasons.length === 0) goNotReady(null)
    else setOpen(!isOpen)
  }
  useShortcuts(hasShortcuts ? { ready: goReady, notReady: askReason } : {})

  const keyHint = (shortcut: Shortcut) =>
    hasShortcuts && (
      <kbd className={classes.key} aria-hidden>
        {shortcutKeys[shortcut].toUpperCase()}
      </kbd>
    )
  const choice = {
    'aria-disabled': hindrance !== null,
    ...(hindrance === null ? {} : { title: hindrance }),
    type: 'button',
  } as const
  return (
    <fieldset className={classes.control} data-small={isSmall} data-pending={set.isPending}>
      <legend className="hs-hidden">{texts.desk.setState}</legend>
      <button {...choice} className={classes.choice} data-tone="ready" aria-pressed={shown === 'READY'} onClick={goReady}>
        <StateIcon tone="ready" size={16} />
        {texts.desk.ready}
        {keyHint('ready')}
      </button>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" width={280} shadow="md" trapFocus returnFocus>
        <Popover.Target>
          <button
            {...choice}
            className={classes.choice}
            data-tone="notReady"
            aria-pressed={shown === 'NOT_READY'}
            aria-haspopup="dialog"
            onClick={askReason}
          >
            <StateIcon tone="notReady" size={16} />
            {texts.desk.notReady}
            {keyHint('notReady')}
            <IconChevronDown aria-hidden size={14} />
          </button>
        </Popover.Target>
        <Popover.Dropdown p={6}>
          {isLoaded ? (
            <ReasonList reasons={reasons} mayOmit={!preferenceOf(session, 'agent.reasonRequired')} onChoose={goNotReady} />
          ) : (
            <Loading rows={4} />
          )}
        </Popover.Dropdown>
      </Popover>
    </fieldset>
  )
}
