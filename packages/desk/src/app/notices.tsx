import '@mantine/notifications/styles.layer.css'
import { MantineThemeProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useTexts } from '../texts/texts-context.tsx'

/** Where toasts appear. What is told before this is here waits for it. */
export function Notices() {
  const { common } = useTexts()
  const Notification = { defaultProps: { closeButtonProps: { 'aria-label': common.close } } }
  return (
    <MantineThemeProvider theme={{ components: { Notification } }}>
      <Notifications position="bottom-left" limit={3} />
    </MantineThemeProvider>
  )
}
