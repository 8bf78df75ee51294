import { Modal } from '@mantine/core'
import { useTexts } from '../texts/texts-context.tsx'
import { AppearanceForm } from './appearance-form.tsx'
import { PasswordForm } from './password-form.tsx'
import { SessionList } from './session-list.tsx'
import { SignOutForm } from './sign-out-form.tsx'

/** What the menu of a person opens. */
export type AccountDialog = 'appearance' | 'password' | 'sessions' | 'signOut'

/** The dialogs about my own account; at most one is open. */
export function AccountDialogs({ open, onClose }: { open: AccountDialog | null; onClose: () => void }) {
  const texts = useTexts()
  const titles = {
    appearance: texts.shell.appearance,
    password: texts.shell.changePassword,
    sessions: texts.shell.sessions,
    signOut: texts.shell.signOut,
  }
  return (
    <Modal
      opened={open !== null}
      onClose={onClose}
      title={open === null ? '' : titles[open]}
      size={open === 'sessions' ? 'lg' : 'md'}
      closeButtonProps={{ 'aria-label': texts.common.close }}
    >
      {open === 'appearance' && <AppearanceForm />}
      {open === 'password' && <PasswordForm />}
      {open === 'sessions' && <SessionList />}
      {open === 'signOut' && <SignOutForm onCancel={onClose} />}
    </Modal>
  )
}
