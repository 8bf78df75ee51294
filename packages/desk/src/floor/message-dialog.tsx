import type { FloorAgentDocument } from '@hotseat/protocol'
import { Modal, Stack, Textarea } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useState } from 'react'
import { ActButton } from '../app/act-button.tsx'
import { useOperation } from '../app/use-operation.ts'
import { useTexts } from '../texts/texts-context.tsx'

/** A line to one agent's desk. */
export function MessageDialog({ agent, onClose }: { agent: FloorAgentDocument; onClose: () => void }) {
  const texts = useTexts()
  const words = texts.floor
  const [text, setText] = useState('')
  const send = useOperation('messageAgent', {
    onSuccess: () => {
      notifications.show({ message: words.messageSent(agent.name) })
      onClose()
    },
  })
  return (
    <Modal opened onClose={onClose} title={words.messageTo(agent.name)} closeButtonProps={{ 'aria-label': texts.common.close }}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (text.trim() !== '') send.mutate({ params: { id: agent.id }, body: { text: text.trim() } })
        }}
      >
        <Stack gap="sm">
          <Textarea
            data-autofocus
            autosize
            minRows={3}
            maxLength={500}
            label={words.messageText}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            onKeyDown={(event) => {
              if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.form?.requestSubmit()
            }}
          />
          <ActButton type="submit" loading={send.isPending}>
            {words.messageSend}
          </ActButton>
        </Stack>
      </form>
    </Modal>
  )
}
