import { notifications } from '@mantine/notifications'
import { announce } from '../app/announce.tsx'
import type { Texts } from '../texts/en.ts'
import { isolate } from '../texts/isolate.ts'

/** Shows a supervisor's line until it is closed. */
export function showMessage({ text, from }: { text: string; from: string }, texts: Texts): void {
  const title = texts.shell.messageFrom(from)
  notifications.show({ title, message: isolate(text), autoClose: false, color: 'petrol', withBorder: true })
  announce(`${title}: ${text}`)
}
