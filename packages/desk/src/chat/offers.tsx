import type { ConversationDocument } from '@hotseat/protocol'
import { IconMessage, IconX } from '@tabler/icons-react'
import { ActButton } from '../app/act-button.tsx'
import { useShortcuts } from '../app/shortcuts.ts'
import { useHindrance } from '../app/view-context.tsx'
import { useAlarm } from '../desk/use-alarm.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import { customerName } from './customer-name.ts'
import { RingTimer } from './ring-timer.tsx'
import { useActOn } from './use-act-on.ts'
import { VerifiedBadge } from './verified-badge.tsx'

/** The conversations that ring at me, wherever on the desk I am: who, for what, for how long, accept or decline. */
export function Offers({ offered, onAccepted }: { offered: readonly ConversationDocument[]; onAccepted: (id: string) => void }) {
  const texts = useAllTexts()
  const [first] = offered
  useAlarm(
    first === undefined
      ? null
      : {
          id: first.id,
          title: texts.chat.incoming,
          sentence: texts.chat.ringing(customerName(first.customer, texts), first.project.name),
        },
  )
  if (first === undefined) return null
  return (
    <ul className={classes.offers} aria-label={texts.chat.parts.offered}>
      {offered.map((conversation) => (
        <Offer key={conversation.id} conversation={conversation} hasShortcut={conversation === first} onAccepted={onAccepted} />
      ))}
    </ul>
  )
}

type OfferProps = { conversation: ConversationDocument; hasShortcut: boolean; onAccepted: (id: string) => void }

function Offer({ conversation, hasShortcut, onAccepted }: OfferProps) {
  const texts = useAllTexts()
  const words = texts.chat
  const hindrance = useHindrance()
  const { id, customer, project } = conversation
  const act = useActOn(id, ({ action }) => {
    if (action === 'accept') onAccepted(id)
  })
  const take = (action: 'accept' | 'decline') => {
    if (hindrance === null) act.take({ action })
  }
  useShortcuts(hasShortcut ? { acceptChat: () => take('accept') } : {})
  return (
    <li className={classes.offer} data-tone="reserved" data-testid="offer">
      <RingTimer conversation={conversation} />
      <div className={classes.offerWho}>
        <p className={classes.offerName}>
          <bdi>{customerName(customer, texts)}</bdi> <VerifiedBadge isVerified={customer.verified} />
        </p>
        <p className="hs-muted hs-small">{words.offeredFor(project.name)}</p>
      </div>
      <div className={classes.offerActs}>
        <ActButton
          leftSection={<IconMessage aria-hidden size={17} />}
          loading={act.isPending}
          {...(hasShortcut ? { 'aria-keyshortcuts': 'Y Alt+Y' } : {})}
          onClick={() => take('accept')}
        >
          {words.accept}
        </ActButton>
        <ActButton variant="default" leftSection={<IconX aria-hidden size={17} />} onClick={() => take('decline')}>
          {words.decline}
        </ActButton>
      </div>
    </li>
  )
}
