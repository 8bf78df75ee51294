import type { AdminUserDocument } from '@hotseat/protocol'
import { Menu, Modal } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconKey, IconLock, IconLogout, IconShieldOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { ConfirmDialog } from '../app/confirm-dialog.tsx'
import { useOperation } from '../app/use-operation.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { type Activation, ActivationLink } from './activation-link.tsx'

/** What can be done with an account besides changing it: a new link, the lockout, the second factor, the sessions. */
export function UserActions({ user }: { user: AdminUserDocument }) {
  const texts = useAllTexts()
  const words = texts.admin.user
  const [asks, setAsks] = useState<'reset' | 'end' | 'removeFactor' | null>(null)
  const [activation, setActivation] = useState<Activation | null>(null)
  const params = { id: user.id }
  const queries = useQueryClient()
  const unblock = useOperation('unblockUser', { onSuccess: () => notifications.show({ message: words.unblocked(user.name) }) })
  const reset = useOperation('resetUser', {
    onSuccess: (made) => {
      setAsks(null)
      setActivation(made)
    },
  })
  const end = useOperation('endUserSessions', {
    onSuccess: () => {
      setAsks(null)
      notifications.show({ message: words.ended(user.name) })
    },
  })
  const removeFactor = useOperation('removeSecondFactor', {
    onSuccess: () => {
      setAsks(null)
      notifications.show({ message: words.factorRemoved(user.name) })
      void queries.invalidateQueries({ queryKey: ['users'] })
    },
  })
  return (
    <>
      <Menu.Item closeMenuOnClick={false} leftSection={<IconKey aria-hidden size={16} />} onClick={() => setAsks('reset')}>
        {words.reset}
      </Menu.Item>
      <Menu.Item leftSection={<IconLock aria-hidden size={16} />} onClick={() => unblock.mutate({ params })}>
        {words.unblock}
      </Menu.Item>
      {user.hasSecondFactor && (
        <Menu.Item
          closeMenuOnClick={false}
          leftSection={<IconShieldOff aria-hidden size={16} />}
          onClick={() => setAsks('removeFactor')}
        >
          {words.removeFactor}
        </Menu.Item>
      )}
      <Menu.Item closeMenuOnClick={false} leftSection={<IconLogout aria-hidden size={16} />} onClick={() => setAsks('end')}>
        {words.end}
      </Menu.Item>
      {asks === 'reset' && (
        <ConfirmDialog
          title={words.resetTitle(user.name)}
          losses={[words.resetLoses]}
          action={words.resetDo}
          isBusy={reset.isPending}
          onConfirm={() => reset.mutate({ params })}
          onClose={() => setAsks(null)}
        />
      )}
      {asks === 'removeFactor' && (
        <ConfirmDialog
          title={words.removeFactorTitle(user.name)}
          losses={[words.removeFactorLoses]}
          action={words.removeFactorDo}
          isBusy={removeFactor.isPending}
          onConfirm={() => removeFactor.mutate({ params })}
          onClose={() => setAsks(null)}
        />
      )}
      {asks === 'end' && (
        <ConfirmDialog
          title={words.endTitle(user.name)}
          losses={[words.endLoses]}
          action={words.endDo}
          isBusy={end.isPending}
          onConfirm={() => end.mutate({ params })}
          onClose={() => setAsks(null)}
        />
      )}
      {activation !== null && (
        <Modal
          opened
          onClose={() => setActivation(null)}
          title={words.activation}
          closeButtonProps={{ 'aria-label': texts.common.close }}
        >
          <ActivationLink activation={activation} name={user.name} onDone={() => setActivation(null)} />
        </Modal>
      )}
    </>
  )
}
