import type { DeskDocument } from '@hotseat/protocol'
import { Checkbox } from '@mantine/core'
import { useState } from 'react'
import { Panel } from '../app/panel.tsx'
import { remember } from '../app/remembered.ts'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance, useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './campaigns.module.css'

/** Whose calls reach me. A tick stands at once, can be changed again when the server has it, and goes back when it refuses. */
export function Campaigns({ lists }: { lists: DeskDocument }) {
  const { desk: words } = useTexts()
  const { user, agent } = useView().session
  const hindrance = useHindrance()
  const set = useOperation('setCampaigns', { onSuccess: (seat) => remember(user.tenant, user.username, seat) })
  const assigned = lists.campaigns.filter((campaign) => campaign.assigned)
  // State of our own, since the mutation's is told a moment after the click: the tick would go back and come again.
  const [asked, setAsked] = useState<string[] | null>(null)
  const mine = asked ?? agent?.campaigns ?? []
  const toggle = (id: string) => {
    if (hindrance !== null) return
    const campaigns = mine.includes(id) ? mine.filter((each) => each !== id) : [...mine, id]
    setAsked(campaigns)
    set.mutate({ body: { campaigns } }, { onSettled: () => setAsked(null) })
  }
  return (
    <Panel title={words.campaigns}>
      <div className={classes.list}>
        {assigned.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={<bdi>{name}</bdi>}
            checked={mine.includes(id)}
            disabled={asked !== null || hindrance !== null}
            onChange={() => toggle(id)}
          />
        ))}
        {assigned.length === 0 && <p className="hs-muted hs-small">{words.campaignsNone}</p>}
      </div>
    </Panel>
  )
}
