import type { DeskDocument } from '@hotseat/protocol'
import { Checkbox } from '@mantine/core'
import { Panel } from '../app/panel.tsx'
import { remember } from '../app/remembered.ts'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance, useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './campaigns.module.css'

/** Whose calls reach me. A tick counts when the server has it. */
export function Campaigns({ lists }: { lists: DeskDocument }) {
  const { desk: words } = useTexts()
  const { user, agent } = useView().session
  const hindrance = useHindrance()
  const set = useOperation('setCampaigns', { onSuccess: (seat) => remember(user.tenant, user.username, seat) })
  const assigned = lists.campaigns.filter((campaign) => campaign.assigned)
  const mine = set.isPending ? set.variables.body.campaigns : (agent?.campaigns ?? [])
  const toggle = (id: string) => {
    if (hindrance === null)
      set.mutate({ body: { campaigns: mine.includes(id) ? mine.filter((each) => each !== id) : [...mine, id] } })
  }
  return (
    <Panel title={words.campaigns}>
      <div className={classes.list}>
        {assigned.map(({ id, name }) => (
          <Checkbox
            key={id}
            label={<bdi>{name}</bdi>}
            checked={mine.includes(id)}
            disabled={set.isPending || hindrance !== null}
            onChange={() => toggle(id)}
          />
        ))}
        {assigned.length === 0 && <p className="hs-muted hs-small">{words.campaignsNone}</p>}
      </div>
    </Panel>
  )
}
