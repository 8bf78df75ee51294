import { HotseatError } from '@hotseat/client'
import { Button } from '@mantine/core'
import { useMoments } from '../app/moments.ts'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './card.module.css'

/** Where someone is signed in already, as far as the server said. */
export type Elsewhere = { readonly place: string | null; readonly since: number | null }

/** Reads the facts of a `signIn.elsewhere` refusal. */
export function readElsewhere(error: unknown): Elsewhere {
  const facts = error instanceof HotseatError ? error.facts : {}
  const { place, extension, startedAt, since } = facts
  const seat = [place, extension].find((value) => typeof value === 'string')
  const start = [startedAt, since].find((value) => typeof value === 'number')
  return { place: typeof seat === 'string' ? seat : null, since: typeof start === 'number' ? start : null }
}

type Props = { elsewhere: Elsewhere; isBusy: boolean; onContinue: () => void; onStay: () => void }

/** "You are signed in at desk-04 since 08:31. Continue here?", with what will happen there. */
export function ElsewhereQuestion({ elsewhere, isBusy, onContinue, onStay }: Props) {
  const { signIn: words } = useTexts()
  const moments = useMoments()
  const since = elsewhere.since === null ? '–' : moments.time(elsewhere.since)
  return (
    <div className={classes.form} role="alertdialog" aria-labelledby="elsewhere-title" aria-describedby="elsewhere-what">
      <h2 id="elsewhere-title">{words.elsewhereTitle(elsewhere.place ?? words.elsewherePlace, since)}</h2>
      <p id="elsewhere-what" className="hs-muted">
        {words.elsewhere}
      </p>
      <div className={classes.actions}>
        <Button data-autofocus autoFocus loading={isBusy} onClick={onContinue}>
          {words.elsewhereGo}
        </Button>
        <Button variant="default" onClick={onStay}>
          {words.elsewhereStay}
        </Button>
      </div>
    </div>
  )
}
