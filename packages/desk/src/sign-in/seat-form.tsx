import type { SessionDocument } from '@hotseat/protocol'
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Failed, Loading } from '../app/blank-states.tsx'
import { useHotseat } from '../app/hotseat-context.tsx'
import { problemCode, problemText } from '../app/problem.ts'
import { readRemembered, remember, seatKey } from '../app/remembered.ts'
import { useAnswer } from '../app/use-operation.ts'
import { joinIsolated } from '../texts/isolate.ts'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './card.module.css'

/** Where you sit and whose calls you take: filled in with last time's, so that one key goes on. */
export function SeatForm({ session, onSeated }: { session: SessionDocument; onSeated: () => void }) {
  const hotseat = useHotseat()
  const texts = useTexts()
  const words = texts.signIn
  const { user, agent } = session
  const lists = useAnswer('desk', {})
  const last = readRemembered().seats[seatKey(user.tenant, user.username)]
  const [place, setPlace] = useState<string | null>(agent?.place ?? last?.place ?? null)
  const [extension, setExtension] = useState(agent?.extension ?? last?.extension ?? '')
  const [campaigns, setCampaigns] = useState<readonly string[] | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<{ code: string | null; text: string } | null>(null)
  const start = useRef<HTMLButtonElement>(null)
  const isLoaded = lists.data !== undefined
  useEffect(() => {
    if (isLoaded) start.current?.focus()
  }, [isLoaded])

  if (lists.isError) return <Failed error={lists.error} onRetry={() => void lists.refetch()} />
  if (lists.data === undefined) return <Loading rows={4} />

  const mine = lists.data.campaigns.filter((campaign) => campaign.assigned)
  const known = new Set(mine.map((campaign) => campaign.id))
  const before = [agent?.campaigns, last?.campaigns]
    .find((ids) => ids !== undefined && ids.length > 0)
    ?.filter((id) => known.has(id))
  const chosen = campaigns ?? before ?? [...known]

  async function sit() {
    setBusy(true)
    setFault(null)
    try {
      const seat = { ...(extension === '' ? {} : { extension }), ...(place === null ? {} : { place }) }
      const seated = await hotseat.call('setSeat', { body: { ...seat, campaigns: [...chosen] } })
      remember(user.tenant, user.username, seated)
      onSeated()
    } catch (error) {
      setFault({ code: problemCode(error), text: problemText(error, texts) })
      setBusy(false)
    }
  }

  const faultOf = (code: string) => (fault?.code === code ? fault.text : undefined)
  const isFieldFault = ['signIn.extension', 'signIn.place'].includes(fault?.code ?? '')
  return (
    <form
      className={classes.form}
      aria-label={words.seatTitle}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isBusy) void sit()
      }}
    >
      {lists.data.places.length > 0 && (
        <NativeSelect
          label={words.place}
          data={[
            { value: '', label: words.placeNone },
            ...lists.data.places.map(({ id, name, extension: number }) => ({
              value: id,
              label: joinIsolated([name, number]),
            })),
          ]}
          value={place ?? ''}
          error={faultOf('signIn.place')}
          onChange={(event) => {
            const id = event.currentTarget.value
            setPlace(id === '' ? null : id)
            const found = lists.data.places.find((row) => row.id === id)
            if (found?.extension) setExtension(found.extension)
          }}
        />
      )}
      <TextInput
        label={words.extension}
        description={words.extensionHelp}
        inputMode="numeric"
        autoComplete="off"
        value={extension}
        error={faultOf('signIn.extension')}
        onChange={(event) => setExtension(event.currentTarget.value)}
      />
      <Checkbox.Group label={words.campaigns} description={words.campaignsHelp} value={[...chosen]} onChange={setCampaigns}>
        <div className={classes.choices}>
          {mine.map(({ id, name }) => (
            <Checkbox key={id} value={id} label={<bdi>{name}</bdi>} />
          ))}
          {mine.length === 0 && <p className="hs-muted hs-small">{words.campaignsNone}</p>}
        </div>
      </Checkbox.Group>
      {fault !== null && !isFieldFault && (
        <p className="hs-notice" data-tone="danger" role="alert">
          {fault.text}
        </p>
      )}
      <Button ref={start} type="submit" size="md" loading={isBusy}>
        {words.start}
      </Button>
    </form>
  )
}
