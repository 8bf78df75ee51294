import { Button, Checkbox } from '@mantine/core'
import type { SessionDocument } from '@hotseat/protocol'
import { useEffect, useRef, useState } from 'react'
import { Failed, Loading } from '../app/blank-states.tsx'
import { useHotseat } from '../app/hotseat-context.tsx'
import { problemText } from '../app/problem.ts'
import { remember } from '../app/remembered.ts'
import { useAnswer } from '../app/use-operation.ts'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './card.module.css'

/** Whose calls you take, once on a new browser: everything assigned is ticked, so that one key goes on. */
export function CampaignsForm({ session, onChosen }: { session: SessionDocument; onChosen: () => void }) {
  const hotseat = useHotseat()
  const texts = useTexts()
  const words = texts.signIn
  const { user, agent } = session
  const lists = useAnswer('desk', {})
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<string | null>(null)
  const start = useRef<HTMLButtonElement>(null)
  const isLoaded = lists.data !== undefined
  useEffect(() => {
    if (isLoaded) start.current?.focus()
  }, [isLoaded])

  if (lists.isError) return <Failed error={lists.error} onRetry={() => void lists.refetch()} />
  if (lists.data === undefined) return <Loading rows={4} />

  const assigned = lists.data.campaigns.filter((campaign) => campaign.assigned)
  const current = agent?.campaigns ?? []
  const ticked = chosen ?? (current.length > 0 ? current : assigned.map(({ id }) => id))

  async function go() {
    setBusy(true)
    setFault(null)
    try {
      const seat = await hotseat.call('setCampaigns', { body: { campaigns: [...ticked] } })
      remember(user.tenant, user.username, seat)
      onChosen()
    } catch (error) {
      setFault(problemText(error, texts))
      setBusy(false)
    }
  }
  return (
    <form
      className={classes.form}
      aria-label={words.campaignsTitle}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void go()
      }}
    >
      <Checkbox.Group label={words.campaigns} description={words.campaignsHelp} value={[...ticked]} onChange={setChosen}>
        <div className={classes.choices}>
          {assigned.map(({ id, name }) => (
            <Checkbox key={id} value={id} label={name} />
          ))}
          {assigned.length === 0 && <p className="hs-muted hs-small">{words.campaignsNone}</p>}
        </div>
      </Checkbox.Group>
      {fault !== null && (
        <p className="hs-notice" data-tone="danger" role="alert">
          {fault}
        </p>
      )}
      <Button ref={start} type="submit" size="md" loading={isBusy}>
        {words.start}
      </Button>
    </form>
  )
}
