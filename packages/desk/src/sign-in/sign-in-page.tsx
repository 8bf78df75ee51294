import { isAgentRole } from '@hotseat/core'
import type { SessionDocument } from '@hotseat/protocol'
import { Anchor } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { useState } from 'react'
import { useStatus } from '../app/hotseat-context.tsx'
import { remember } from '../app/remembered.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { Card } from './card.tsx'
import { CredentialsForm } from './credentials-form.tsx'
import { endedText } from './ended-text.ts'
import { SeatForm } from './seat-form.tsx'

type Props = {
  /** The card goes on after the session has begun: the page must not change to the desk yet. */
  onChoosingSeat: (isChoosing: boolean) => void
  /** A second factor was just set up: what it means for the next sign-in is said. */
  hasEnrolled: boolean
  /** Back to the work that is still there; present when this was the way out of an outage. */
  onBack?: () => void
}

/** One card: who you are, then, for an agent on a new browser, where you sit. */
export function SignInPage({ onChoosingSeat, hasEnrolled, onBack }: Props) {
  const texts = useTexts()
  const status = useStatus()
  const [seating, setSeating] = useState<SessionDocument | null>(null)

  const onSignedIn = (session: SessionDocument, wantsSeat: boolean) => {
    const { user, agent } = session
    if (wantsSeat && isAgentRole(user.role)) {
      setSeating(session)
      return
    }
    remember(user.tenant, user.username, agent)
    onChoosingSeat(false)
  }

  if (seating !== null) {
    return (
      <Card title={texts.signIn.seatTitle} lead={texts.signIn.seatHelp}>
        <SeatForm session={seating} onSeated={() => onChoosingSeat(false)} />
      </Card>
    )
  }
  const ended = status.kind === 'signedOut' && status.code !== null ? endedText(status.code, texts) : null
  return (
    <Card title={texts.signIn.title}>
      {ended !== null && (
        <p className="hs-notice" data-tone="notReady" role="status">
          <IconInfoCircle aria-hidden size={18} stroke={1.75} />
          <span>
            <strong>{texts.signIn.signedOut}.</strong> {ended}
          </span>
        </p>
      )}
      {hasEnrolled && (
        <p className="hs-notice" role="status">
          {texts.secondFactor.done}
        </p>
      )}
      <CredentialsForm
        onStart={(wantsSeat) => onChoosingSeat(wantsSeat)}
        onFailed={() => onChoosingSeat(false)}
        onSignedIn={onSignedIn}
      />
      {onBack !== undefined && (
        <Anchor component="button" type="button" size="sm" onClick={onBack}>
          {texts.connection.stay}
        </Anchor>
      )}
    </Card>
  )
}
