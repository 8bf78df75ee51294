import type { SessionDocument } from '@hotseat/protocol'
import { Anchor, Button, TextInput } from '@mantine/core'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useHotseat } from '../app/hotseat-context.tsx'
import { defaultTenant } from '../app/page-facts.ts'
import { PasswordField } from '../app/password-field.tsx'
import { problemCode, problemText } from '../app/problem.ts'
import { readRemembered, type Seat, seatKey } from '../app/remembered.ts'
import { joinIsolated } from '../texts/isolate.ts'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './card.module.css'
import { type Elsewhere, ElsewhereQuestion, readElsewhere } from './elsewhere.tsx'
import { OneTimeCodeInput } from './one-time-code-input.tsx'
import { useBlocked } from './use-blocked.ts'

type Field = 'tenant' | 'username' | 'password' | 'oneTimeCode'
type Props = {
  onStart: (wantsSeat: boolean) => void
  onFailed: () => void
  onSignedIn: (session: SessionDocument, wantsSeat: boolean) => void
}

const seatCodes: readonly (string | null)[] = ['signIn.extension', 'signIn.place', 'signIn.campaigns']

/** What of a remembered seat goes into the sign-in. */
function seatInput(seat: Seat | undefined) {
  if (seat === undefined) return {}
  const { extension, place, campaigns } = seat
  return { campaigns: [...campaigns], ...(extension === null ? {} : { extension }), ...(place === null ? {} : { place }) }
}

/** User name and password; tenant and seat are remembered. What was typed stays until it was accepted. */
export function CredentialsForm({ onStart, onFailed, onSignedIn }: Props) {
  const hotseat = useHotseat()
  const texts = useTexts()
  const words = texts.signIn
  const [remembered] = useState(readRemembered)
  const { username } = remembered
  const tenant = remembered.tenant || defaultTenant()
  const [typed, setTyped] = useState({ tenant, username, password: '', oneTimeCode: '' })
  const [needsCode, setNeedsCode] = useState(false)
  const [isTenantShown, setTenantShown] = useState(remembered.tenant === '')
  const [wantsChange, setWantsChange] = useState(false)
  const [isCapsLock, setCapsLock] = useState(false)
  const [isBusy, setBusy] = useState(false)
  const [elsewhere, setElsewhere] = useState<Elsewhere | null>(null)
  const [faults, setFaults] = useState<{ readonly [F in Field | 'form']?: string | undefined }>({})
  const blocked = useBlocked()
  const seat = remembered.seats[seatKey(typed.tenant.trim(), typed.username.trim())]

  const firstEmpty: Field = typed.tenant === '' ? 'tenant' : typed.username === '' ? 'username' : 'password'
  // Only when the card opens: a focus that moves while typing is worse than none.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => document.querySelector<HTMLInputElement>(`[name="${firstEmpty}"]`)?.focus(), [])

  const set = (field: Field) => (event: { currentTarget: HTMLInputElement }) => {
    setTyped({ ...typed, [field]: event.currentTarget.value })
    setFaults({ ...faults, [field]: undefined, form: undefined })
    if (field === 'tenant' || field === 'username') setNeedsCode(false)
  }

  async function signIn(withSeat: boolean, takeOver: boolean): Promise<void> {
    const { password } = typed
    const oneTimeCode = typed.oneTimeCode.replace(/\s/g, '')
    const who = { tenant: typed.tenant.trim(), username: typed.username.trim(), password }
    const wantsSeat = wantsChange || !withSeat || seat === undefined
    onStart(wantsSeat)
    const session = await hotseat.signIn({
      ...who,
      ...(needsCode ? { oneTimeCode } : {}),
      ...(withSeat ? seatInput(seat) : {}),
      ...(takeOver ? { takeOver } : {}),
    })
    setTyped({ ...typed, password: '', oneTimeCode: '' })
    onSignedIn(session, wantsSeat)
  }

  async function submit(takeOver = false): Promise<void> {
    const asked = ['tenant', 'username', 'password', ...(needsCode ? (['oneTimeCode'] as const) : [])] as const
    const missing = asked.filter((field) => typed[field].trim() === '')
    if (missing[0] !== undefined) {
      setFaults(Object.fromEntries(missing.map((field) => [field, words.needed[field]])))
      if (missing.includes('tenant')) setTenantShown(true)
      document.querySelector<HTMLInputElement>(`[name="${missing[0]}"]`)?.focus()
      return
    }
    setBusy(true)
    setFaults({})
    try {
      await signIn(seat !== undefined, takeOver).catch((error: unknown) => {
        // The remembered seat is gone from the lists: sign in without it and let a new one be chosen.
        if (!seatCodes.includes(problemCode(error))) throw error
        return signIn(false, takeOver)
      })
    } catch (error) {
      onFailed()
      const code = problemCode(error)
      if (code === 'signIn.elsewhere') setElsewhere(readElsewhere(error))
      else if (code === 'signIn.blocked') blocked.start(error)
      else if (code === 'signIn.credentials') setFaults({ password: problemText(error, texts) })
      else if (code === 'signIn.secondFactor') setNeedsCode(true)
      else if (code === 'signIn.secondFactorWrong') {
        setTyped({ ...typed, oneTimeCode: '' })
        setFaults({ oneTimeCode: problemText(error, texts) })
      } else if (code === 'session.tenant') setFaults({ tenant: problemText(error, texts) })
      else setFaults({ form: code === 'network.unreachable' ? words.unreachable : problemText(error, texts) })
    } finally {
      setBusy(false)
    }
  }

  if (elsewhere !== null) {
    return (
      <ElsewhereQuestion
        elsewhere={elsewhere}
        isBusy={isBusy}
        onContinue={() => void submit(true)}
        onStay={() => setElsewhere(null)}
      />
    )
  }
  const onKey = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'))
  return (
    <form
      noValidate
      className={classes.form}
      aria-label={words.title}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy && blocked.left === null) void submit()
      }}
    >
      {isTenantShown && (
        <TextInput
          name="tenant"
          label={words.tenant}
          placeholder={words.tenantPlaceholder}
          autoComplete="organization"
          autoCapitalize="none"
          spellCheck={false}
          value={typed.tenant}
          error={faults.tenant}
          onChange={set('tenant')}
        />
      )}
      <TextInput
        name="username"
        label={words.username}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={typed.username}
        error={faults.username}
        onChange={set('username')}
      />
      <PasswordField
        name="password"
        label={words.password}
        autoComplete="current-password"
        value={typed.password}
        error={faults.password ?? blocked.text}
        onChange={set('password')}
        onKeyDown={onKey}
        onKeyUp={onKey}
        onBlur={() => setCapsLock(false)}
      />
      {needsCode && <OneTimeCodeInput value={typed.oneTimeCode} error={faults.oneTimeCode} onChange={set('oneTimeCode')} />}
      {isCapsLock && (
        <p className={classes.hint} role="status">
          {words.capsLock}
        </p>
      )}
      {faults.form !== undefined && (
        <p className="hs-notice" data-tone="danger" role="alert">
          {faults.form}
        </p>
      )}
      <Button type="submit" size="md" loading={isBusy} disabled={blocked.left !== null}>
        {words.submit}
      </Button>
      <div className={classes.seat}>
        {seat !== undefined && (
          <span>
            {words.seatLine(joinIsolated([seat.place, seat.extension]) || '–')}{' '}
            <Anchor
              component="button"
              type="button"
              size="xs"
              aria-pressed={wantsChange}
              onClick={() => setWantsChange(!wantsChange)}
            >
              {wantsChange ? texts.common.cancel : words.change}
            </Anchor>
          </span>
        )}
        {!isTenantShown && (
          <Anchor component="button" type="button" size="xs" onClick={() => setTenantShown(true)}>
            {typed.tenant}: {words.otherTenant}
          </Anchor>
        )}
      </div>
    </form>
  )
}
