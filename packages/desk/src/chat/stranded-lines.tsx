import { Button, CopyButton } from '@mantine/core'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import { customerName } from './customer-name.ts'
import type { Outbox, OutboxInput } from './outbox.ts'

type Props = { stranded: Outbox; give: (input: OutboxInput) => void }

/** What I said in a conversation that went elsewhere meanwhile: nobody got it, and no thread of mine shows it (spec DK10). */
export function StrandedLines({ stranded, give }: Props) {
  const texts = useAllTexts()
  const words = texts.chat
  if (stranded.length === 0) return null
  return (
    <ul className={classes.stranded} aria-label={words.stranded} data-testid="stranded">
      {stranded.map(({ clientId, who, text }) => (
        <li key={clientId} className="hs-notice" data-tone="danger">
          <div className={classes.strandedText}>
            <p role="alert">{words.strandedTo(customerName({ name: who, email: null }, texts))}</p>
            <blockquote dir="auto">{text}</blockquote>
          </div>
          <CopyButton value={text}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="default" onClick={copy}>
                {copied ? words.copied : words.copy}
              </Button>
            )}
          </CopyButton>
          <Button size="compact-xs" variant="default" onClick={() => give({ type: 'dropped', clientId })}>
            {words.remove}
          </Button>
        </li>
      ))}
    </ul>
  )
}
