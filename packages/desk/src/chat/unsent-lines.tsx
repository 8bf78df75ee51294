import { Button } from '@mantine/core'
import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { useHindrance } from '../app/view-context.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import type { OutboxInput, Outgoing } from './outbox.ts'

type Props = {
  outgoing: readonly Outgoing[]
  give: (input: OutboxInput) => void
  /** Puts a text that the server did not take back into the composer. */
  onTakeBack: (text: string) => void
}

/** What I said and the server has not: on its way, waiting for the connection, or refused, with what can be done. */
export function UnsentLines({ outgoing, give, onTakeBack }: Props) {
  const texts = useAllTexts()
  const words = texts.chat
  const isAway = useHindrance() !== null
  if (outgoing.length === 0) return null
  return (
    <ol className={classes.lines} data-testid="unsent">
      {outgoing.map(({ clientId, text, state, refusal }) => (
        <li key={clientId} className={classes.line} data-from="agent" data-unsent={state}>
          <span className={classes.bubble} dir="auto">
            {text}
          </span>
          {state === 'refused' ? (
            <span className={classes.meta} role="alert">
              <IconAlertTriangle aria-hidden size={14} />
              {words.refused(texts.problems[refusal?.code ?? ''] ?? refusal?.message ?? '')}
              <Button size="compact-xs" variant="subtle" onClick={() => give({ type: 'retried', clientId })}>
                {words.sendAgain}
              </Button>
              <Button
                size="compact-xs"
                variant="subtle"
                color="gray"
                onClick={() => {
                  give({ type: 'dropped', clientId })
                  onTakeBack(text)
                }}
              >
                {words.takeBack}
              </Button>
            </span>
          ) : (
            <span className={classes.meta}>
              <IconClock aria-hidden size={14} />
              {isAway ? words.waiting : words.sending}
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}
