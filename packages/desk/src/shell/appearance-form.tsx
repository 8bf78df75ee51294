import { Input, SegmentedControl, Stack, useMantineColorScheme } from '@mantine/core'
import { densities, storeAppearance, useStoredAppearance } from '../app/appearance.ts'
import { useOperation } from '../app/use-operation.ts'
import { useHindrance, useView } from '../app/view-context.tsx'
import { languages, useTexts } from '../texts/texts-context.tsx'

const languageNames = { en: 'English', de: 'Deutsch' } as const

/** How the app looks and speaks: on this browser at once, and by my preferences on the others, unless they are locked. */
export function AppearanceForm() {
  const { shell: words } = useTexts()
  const { user } = useView().session
  const hindrance = useHindrance()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  const { density, language } = useStoredAppearance()
  const keep = useOperation('setPreference', { quiet: true })
  const prefer = (key: string, value: string) => {
    if (hindrance === null) keep.mutate({ params: { level: `user:${user.id}`, key }, body: { value } })
  }
  const themeNames = { light: words.light, dark: words.dark, auto: words.system } as const
  return (
    <Stack>
      <Input.Wrapper labelElement="div" label={words.theme}>
        <SegmentedControl
          fullWidth
          aria-label={words.theme}
          value={colorScheme}
          data={(['light', 'dark', 'auto'] as const).map((value) => ({ value, label: themeNames[value] }))}
          onChange={(theme) => {
            setColorScheme(theme)
            prefer('desk.theme', theme === 'auto' ? 'system' : theme)
          }}
        />
      </Input.Wrapper>
      <Input.Wrapper labelElement="div" label={words.density}>
        <SegmentedControl
          fullWidth
          aria-label={words.density}
          value={density}
          data={densities.map((value) => ({ value, label: words.densities[value] }))}
          onChange={(value) => {
            storeAppearance('density', value)
            prefer('desk.density', value)
          }}
        />
      </Input.Wrapper>
      <Input.Wrapper labelElement="div" label={words.languageMenu}>
        <SegmentedControl
          fullWidth
          aria-label={words.languageMenu}
          value={language}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(value) => {
            storeAppearance('language', value)
            prefer('desk.language', value)
          }}
        />
      </Input.Wrapper>
    </Stack>
  )
}
