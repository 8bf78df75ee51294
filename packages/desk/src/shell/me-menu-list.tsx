import { Menu } from '@mantine/core'
import { IconDevices, IconKey, IconKeyboard, IconLogout, IconSunMoon } from '@tabler/icons-react'
import { Suspense, useState } from 'react'
import { lazyPart } from '../app/lazy-part.tsx'
import { useOpenedMenu } from '../app/use-opened-menu.ts'
import { useHindrance, useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import type { AccountDialog } from './account-dialogs.tsx'
import type { MenuFace } from './menu-face.ts'
import classes from './top-bar.module.css'

const AccountDialogs = lazyPart(() => import('./account-dialogs.tsx').then((module) => module.AccountDialogs), { soon: true })

/** What the menu of a person offers, and the dialogs it opens. */
export function MeMenuList({ face, onShortcuts }: { face: MenuFace; onShortcuts: () => void }) {
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
  const { target, ...menu } = useOpenedMenu()

  return (
    <>
      <Menu {...menu} position="bottom-end" width={260} keepMounted={false}>
        <Menu.Target>
          <button ref={target} {...face} />
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label className={classes.who ?? ''}>
            <strong>
              <bdi>{user.name}</bdi>
            </strong>
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
