import type { AnswerOf, Operations } from '@hotseat/protocol'
import { Anchor, Button } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useHotseat } from '../app/hotseat-context.tsx'
import { problemText } from '../app/problem.ts'
import { useTexts } from '../texts/texts-context.tsx'
import cardClasses from './card.module.css'
import { Card } from './card.tsx'
import { OneTimeCodeInput } from './one-time-code-input.tsx'
import { QrCode } from './qr-code.tsx'
import classes from './second-factor-page.module.css'

/** Sets up one-time codes: a key for the app, and a first code that shows it is there. Then one signs in with both. */
export function SecondFactorPage({ onDone }: { onDone: () => void }) {
  const hotseat = useHotseat()
  const texts = useTexts()
  const words = texts.secondFactor
  const [key, setKey] = useState<AnswerOf<Operations['enrolSecondFactor']> | null>(null)
  const [typed, setTyped] = useState('')
  const [fault, setFault] = useState<unknown>(null)
  const [isBusy, setBusy] = useState(false)

  useEffect(() => {
    let stands = true
    hotseat.call('enrolSecondFactor', {}).then(
      (made) => stands && setKey(made),
      (error: unknown) => stands && setFault(error),
    )
    return () => {
      stands = false
    }
  }, [hotseat])

  async function confirm() {
    setBusy(true)
    try {
      await hotseat.call('confirmSecondFactor', { body: { oneTimeCode: typed.replace(/\s/g, '') } })
      onDone()
    } catch (error) {
      setFault(error)
    } finally {
      setBusy(false)
    }
  }

  return (
    <Card title={words.title} lead={words.lead}>
      {key !== null && (
        <>
          <QrCode text={key.uri} label={words.qr} />
          <p className="hs-muted hs-small">
            {words.byHand} <span className={classes.key}>{key.secret.replace(/(.{4})(?=.)/g, '$1 ')}</span>
          </p>
        </>
      )}
      <form
        className={cardClasses.form}
        onSubmit={(event) => {
          event.preventDefault()
          if (!isBusy) void confirm()
        }}
      >
        <OneTimeCodeInput
          value={typed}
          error={fault === null ? undefined : problemText(fault, texts)}
          onChange={({ currentTarget }) => {
            setTyped(currentTarget.value)
            setFault(null)
          }}
        />
        <Button type="submit" size="md" loading={isBusy} disabled={key === null}>
          {words.confirm}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={() => void hotseat.signOut()}>
          {texts.shell.signOut}
        </Anchor>
      </form>
    </Card>
  )
}
