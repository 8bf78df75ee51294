import type { ConversationDocument, DeskDocument } from '@hotseat/protocol'
import { Button, Group, Modal, Radio, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ActButton } from '../app/act-button.tsx'
import { Failed, Loading } from '../app/blank-states.tsx'
import { problemText } from '../app/problem.ts'
import { useAnswer, useOperation } from '../app/use-operation.ts'
import { useView } from '../app/view-context.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { customerName } from './customer-name.ts'
import { conversationsKey } from './use-conversations.ts'

type Props = { conversation: ConversationDocument; lists: DeskDocument; onClose: () => void }

/** To whom a conversation is handed on: to whoever is free in a campaign of its project, or to one colleague who is on the chat. */
export function TransferDialog({ conversation, lists, onClose }: Props) {
  const texts = useAllTexts()
  const words = texts.chat
  const queries = useQueryClient()
  const { user } = useView().session
  const [target, setTarget] = useState('')
  const who = customerName(conversation.customer, texts)
  const there = useAnswer('chatColleagues', {}, { anew: true })
  const transfer = useOperation('transferConversation', {
    quiet: true,
    onSuccess: () => {
      void queries.invalidateQueries({ queryKey: conversationsKey })
      notifications.show({ message: words.transferred(who) })
      onClose()
    },
  })
  const colleagues = (there.data?.colleagues ?? []).filter(({ userId }) => userId !== user.id)
  const campaigns = conversation.project.campaigns.map((id) => ({
    id,
    name: lists.campaigns.find((campaign) => campaign.id === id)?.name ?? id,
  }))
  const send = () => {
    const [kind, id] = split(target)
    if (id === '' || transfer.isPending) return
    transfer.mutate({ params: { id: conversation.id }, body: kind === 'user' ? { userId: id } : { campaign: id } })
  }
  return (
    <Modal opened onClose={onClose} title={words.transferTitle(who)} closeButtonProps={{ 'aria-label': texts.common.close }}>
      <Stack gap="md">
        <p className="hs-muted">{words.transferHelp}</p>
        {there.isError && <Failed error={there.error} onRetry={() => void there.refetch()} />}
        {there.isPending && <Loading rows={3} />}
        <Radio.Group name="transfer-to-campaign" label={words.toCampaign} value={target} onChange={setTarget}>
          <Stack gap="xs" mt="xs">
            {campaigns.map(({ id, name }, index) => (
              <Radio
                key={id}
                value={`campaign ${id}`}
                label={<bdi>{name}</bdi>}
                {...(index === 0 ? { 'data-autofocus': true } : {})}
              />
            ))}
          </Stack>
        </Radio.Group>
        {there.data !== undefined && (
          <Radio.Group name="transfer-to-colleague" label={words.toColleague} value={target} onChange={setTarget}>
            <Stack gap="xs" mt="xs">
              {colleagues.map(({ userId, name, dialogs }) => (
                <Radio
                  key={userId}
                  value={`user ${userId}`}
                  label={
                    <>
                      <bdi>{name}</bdi> <span className="hs-muted">· {words.load(dialogs)}</span>
                    </>
                  }
                />
              ))}
              {colleagues.length === 0 && <p className="hs-muted hs-small">{words.colleaguesNone}</p>}
            </Stack>
          </Radio.Group>
        )}
        {transfer.isError && (
          <p className="hs-notice" data-tone="danger" role="alert">
            {problemText(transfer.error, texts)}
          </p>
        )}
        <Group gap="xs">
          <ActButton loading={transfer.isPending} hindrance={target === '' ? words.transferChoose : null} onClick={send}>
            {words.transferDo}
          </ActButton>
          <Button variant="default" onClick={onClose}>
            {texts.common.cancel}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}

/** The kind of target and its id, which may have spaces of its own. */
function split(target: string): readonly [kind: string, id: string] {
  const [kind = '', ...id] = target.split(' ')
  return [kind, id.join(' ')]
}
