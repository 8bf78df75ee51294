import type { ConversationDocument, DeskDocument } from '@hotseat/protocol'
import { Button, Group, Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { ActButton } from '../app/act-button.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { customerName } from './customer-name.ts'
import { useActOn } from './use-act-on.ts'
import { WrapUpCodes } from './wrap-up-codes.tsx'

type Props = { conversation: ConversationDocument; lists: DeskDocument; onClose: () => void }

/** Ends a conversation, with what it was about, or to be wrapped up afterwards. */
export function CloseDialog({ conversation, lists, onClose }: Props) {
  const texts = useAllTexts()
  const words = texts.chat
  const [code, setCode] = useState<string | null>(null)
  const act = useActOn(conversation.id, onClose)
  return (
    <Modal
      opened
      onClose={onClose}
      title={words.closeTitle(customerName(conversation.customer, texts))}
      closeButtonProps={{ 'aria-label': texts.common.close }}
    >
      <Stack gap="md">
        <p className="hs-muted">{words.closeHelp}</p>
        <WrapUpCodes codes={lists.wrapUpCodes} code={code} onChange={setCode} />
        <Group gap="xs">
          <ActButton data-autofocus loading={act.isPending} onClick={() => act.take({ action: 'close', wrapUpCode: code })}>
            {words.closeDo}
          </ActButton>
          <ActButton variant="default" onClick={() => act.take({ action: 'close' })}>
            {words.closeLater}
          </ActButton>
          <Button variant="subtle" color="gray" onClick={onClose}>
            {texts.common.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
