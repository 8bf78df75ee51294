import type { ConversationDocument } from '@hotseat/protocol'
import { ActionIcon } from '@mantine/core'
import { IconArrowLeft, IconArrowRight, IconCheck } from '@tabler/icons-react'
import { ActButton } from '../app/act-button.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import { customerName } from './customer-name.ts'
import { VerifiedBadge } from './verified-badge.tsx'

type Props = {
  conversation: ConversationDocument
  onBack: () => void
  onTransfer: () => void
  onClose: () => void
}

/** Who it is, always in view: name, e-mail, whether the web site vouches for them; and what can be done. */
export function CustomerHead({ conversation, onBack, onTransfer, onClose }: Props) {
  const texts = useAllTexts()
  const words = texts.chat
  const { customer, project, state } = conversation
  return (
    <header className={classes.head}>
      <ActionIcon className={classes.back} aria-label={words.back} onClick={onBack}>
        <IconArrowLeft aria-hidden size={19} className={classes.arrow} />
      </ActionIcon>
      <div className={classes.who}>
        <h2 className={classes.name}>
          <bdi>{customerName(customer, texts)}</bdi> <VerifiedBadge isVerified={customer.verified} />
        </h2>
        <p className="hs-muted hs-small">
          <bdi>{customer.email ?? words.noEmail}</bdi> · <bdi>{project.name}</bdi>
        </p>
      </div>
      {state === 'open' && (
        <div className={classes.headActs}>
          <ActButton
            size="xs"
            variant="default"
            leftSection={<IconArrowRight aria-hidden size={15} className={classes.arrow} />}
            aria-keyshortcuts="T Alt+T"
            onClick={onTransfer}
          >
            {words.transfer}
          </ActButton>
          <ActButton
            size="xs"
            variant="default"
            leftSection={<IconCheck aria-hidden size={15} />}
            aria-keyshortcuts="B Alt+B"
            onClick={onClose}
          >
            {words.close}
          </ActButton>
        </div>
      )}
    </header>
  )
}
