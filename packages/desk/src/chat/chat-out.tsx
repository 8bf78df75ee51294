import { IconMessageOff } from '@tabler/icons-react'
import { Blank } from '../app/blank-states.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'

/** The chat room of somebody who does not work on the chat. */
export function ChatOut() {
  const { chat: words } = useAllTexts()
  return (
    <Blank icon={<IconMessageOff aria-hidden size={28} stroke={1.5} />} title={words.outTitle}>
      <p>{words.out}</p>
    </Blank>
  )
}
