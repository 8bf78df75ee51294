import '@mantine/notifications/styles.layer.css'
import { Notifications } from '@mantine/notifications'

/** Where toasts appear. What is told before this is here waits for it. */
export function Notices() {
  return <Notifications position="bottom-left" limit={3} />
}
