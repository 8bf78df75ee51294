import { isTalking, isWrappingUp } from '@hotseat/core'
import { notifications } from '@mantine/notifications'
import { ConfirmDialog } from '../app/confirm-dialog.tsx'
import { useOperation } from '../app/use-operation.ts'
import { useTexts } from '../texts/texts-context.tsx'
import type { FloorRow } from './needs.ts'

/** Asks before an agent is signed out, and says what will be lost. */
export function SignOutDialog({ row, onClose }: { row: FloorRow; onClose: () => void }) {
  const { floor: words } = useTexts()
  const { agent, status } = row
  const isOnCall = status !== null && (isTalking(status.state) || isWrappingUp(status.state))
  const signOut = useOperation('forceSignOut', {
    onSuccess: () => {
      notifications.show({ message: words.signedOut(agent.name) })
      onClose()
    },
  })
  return (
    <ConfirmDialog
      title={words.signOutTitle(agent.name)}
      losses={isOnCall ? [words.signOutCall, words.signOutLoses] : [words.signOutLoses]}
      action={words.signOutDo(agent.name)}
      isBusy={signOut.isPending}
      onConfirm={() => signOut.mutate({ params: { id: agent.id }, body: {} })}
      onClose={onClose}
    />
  )
}
