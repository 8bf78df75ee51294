import type { DeskDocument } from '@hotseat/protocol'
import { type KeyboardEvent, useEffect, useRef } from 'react'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './reason-list.module.css'

type Props = {
  reasons: readonly DeskDocument['reasonCodes'][number][]
  /** A reason is not asked for by the tenant. */
  mayOmit: boolean
  onChoose: (code: number | null) => void
}

/** Why not ready: arrows and Enter, or the number that stands before a reason. */
export function ReasonList({ reasons, mayOmit, onChoose }: Props) {
  const { desk: words } = useTexts()
  const list = useRef<HTMLDivElement>(null)
  const choices = [
    ...reasons.map(({ code, label }) => ({ code, label })),
    // With no reason to choose there must still be a way on; the server says so if one was needed.
    ...(mayOmit || reasons.length === 0 ? [{ code: null, label: words.noReason }] : []),
  ]

  // The list may come after the question was opened; the digits and arrows count from then on.
  useEffect(() => list.current?.querySelector('button')?.focus({ preventScroll: true }), [])

  const onKeyDown = (event: KeyboardEvent) => {
    const picked = choices[Number(event.key) - 1]
    if (/^[1-9]$/.test(event.key) && picked !== undefined && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault()
      onChoose(picked.code)
      return
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])]
    const at = buttons.findIndex((button) => button.matches(':focus'))
    buttons[(at + step + buttons.length) % buttons.length]?.focus()
  }
  return (
    <div ref={list} role="group" aria-label={words.reasons} onKeyDown={onKeyDown}>
      <p className={classes.title}>
        {words.reasons} <span>{words.reasonsHint}</span>
      </p>
      {choices.map(({ code, label }, index) => (
        <button
          key={code ?? 'none'}
          type="button"
          className={classes.reason}
          {...(index === 0 ? { 'data-autofocus': true } : {})}
          onClick={() => onChoose(code)}
        >
          <kbd className={classes.number} aria-hidden>
            {index < 9 ? index + 1 : ''}
          </kbd>
          <bdi>{label}</bdi>
        </button>
      ))}
    </div>
  )
}
