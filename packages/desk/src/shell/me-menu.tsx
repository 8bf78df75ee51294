import { Menu } from '@mantine/core'
import { IconDevices, IconKey, IconKeyboard, IconLogout, IconSunMoon } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useHindrance, useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import type { AccountDialog } from './account-dialogs.tsx'
import classes from './top-bar.module.css'

const AccountDialogs = lazy(() => import('./account-dialogs.tsx').then((module) => ({ default: module.AccountDialogs })))

/** The first letters of the first and the last part of a name. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/)
  const ends = parts.length > 1 ? [parts[0], parts.at(-1)] : [parts[0]]
  return ends
    .map((part) => [...(part ?? '')][0] ?? '')
    .join('')
    .toUpperCase()
}

/** Me: how it looks, my password, my sessions, the way out. */
export function MeMenu({ onShortcuts }: { onShortcuts: () => void }) {
  const texts = useTexts()
  const words = texts.shell
  const { user } = useView().session
  const hindrance = useHindrance()
  const [dialog, setDialog] = useState<AccountDialog | null>(null)
  const [wasOpened, setWasOpened] = useState(false)
  const open = (which: AccountDialog) => {
    setWasOpened(true)
    setDialog(which)
  }
  const away = hindrance !== null

  return (
    <>
      <Menu position="bottom-end" width={260} keepMounted={false}>
        <Menu.Target>
          <button type="button" className={classes.me} aria-label={`${words.me}, ${user.name}`}>
            <span aria-hidden>{initials(user.name)}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label className={classes.who ?? ''}>
            <strong>{user.name}</strong>
            {texts.roles[user.role]}
          </Menu.Label>
          <Menu.Divider />
          <Menu.Item leftSection={<IconSunMoon aria-hidden size={17} stroke={1.75} />} onClick={() => open('appearance')}>
            {words.appearance}
          </Menu.Item>
          <Menu.Item leftSection={<IconKeyboard aria-hidden size={17} stroke={1.75} />} onClick={onShortcuts}>
            {words.shortcuts}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            disabled={away}
            leftSection={<IconKey aria-hidden size={17} stroke={1.75} />}
            onClick={() => open('password')}
          >
            {words.changePassword}
          </Menu.Item>
          <Menu.Item
            disabled={away}
            leftSection={<IconDevices aria-hidden size={17} stroke={1.75} />}
            onClick={() => open('sessions')}
          >
            {words.sessions}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            disabled={away}
            leftSection={<IconLogout aria-hidden size={17} stroke={1.75} />}
            onClick={() => open('signOut')}
          >
            {words.signOut}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {wasOpened && (
        <Suspense>
          <AccountDialogs open={dialog} onClose={() => setDialog(null)} />
        </Suspense>
      )}
    </>
  )
}
