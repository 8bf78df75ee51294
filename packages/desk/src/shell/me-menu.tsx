import { Menu, useMantineColorScheme } from '@mantine/core'
import { IconDevices, IconKey, IconKeyboard, IconLogout, IconSunMoon } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { densities, storeAppearance, useStoredAppearance } from '../app/appearance.ts'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance, useView } from '../app/view-context.tsx'
import { en } from '../texts/en.ts'
import { languages, useTexts } from '../texts/texts-context.tsx'
import type { AccountDialog } from './account-dialogs.tsx'
import classes from './top-bar.module.css'

const AccountDialogs = lazy(() => import('./account-dialogs.tsx').then((module) => ({ default: module.AccountDialogs })))
const languageNames = { en: en.language, de: 'Deutsch' } as const

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
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { density, language } = useStoredAppearance()
  const [dialog, setDialog] = useState<AccountDialog | null>(null)
  const [wasOpened, setWasOpened] = useState(false)
  const open = (which: AccountDialog) => {
    setWasOpened(true)
    setDialog(which)
  }
  // It holds on this browser at once; the preference carries it to the others, and may be locked.
  const keep = useOperation('setPreference', { quiet: true })
  const prefer = (key: string, value: string) => {
    if (hindrance === null) keep.mutate({ params: { level: `user:${user.id}`, key }, body: { value } })
  }
  const themes = { light: words.light, dark: words.dark, auto: words.system } as const
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
          <div className={classes.who}>
            <strong>{user.name}</strong>
            {texts.roles[user.role]}
          </div>
          <Menu.Divider />
          <Menu.Sub>
            <Menu.Sub.Target>
              <Menu.Sub.Item leftSection={<IconSunMoon aria-hidden size={17} stroke={1.75} />}>{words.theme}</Menu.Sub.Item>
            </Menu.Sub.Target>
            <Menu.Sub.Dropdown>
              <Menu.RadioGroup
                value={colorScheme}
                onChange={(value) => {
                  const theme = value === 'light' || value === 'dark' ? value : 'auto'
                  setColorScheme(theme)
                  prefer('desk.theme', theme === 'auto' ? 'system' : theme)
                }}
              >
                {(['light', 'dark', 'auto'] as const).map((theme) => (
                  <Menu.RadioItem key={theme} value={theme}>
                    {themes[theme]}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
              <Menu.Label>{words.density}</Menu.Label>
              <Menu.RadioGroup
                value={density}
                onChange={(value) => {
                  storeAppearance('density', value)
                  prefer('desk.density', value)
                }}
              >
                {densities.map((each) => (
                  <Menu.RadioItem key={each} value={each}>
                    {words[each]}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
              <Menu.Label>{words.languageMenu}</Menu.Label>
              <Menu.RadioGroup
                value={language}
                onChange={(value) => {
                  storeAppearance('language', value)
                  prefer('desk.language', value)
                }}
              >
                {languages.map((each) => (
                  <Menu.RadioItem key={each} value={each} lang={each}>
                    {languageNames[each]}
                  </Menu.RadioItem>
                ))}
              </Menu.RadioGroup>
            </Menu.Sub.Dropdown>
          </Menu.Sub>
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
