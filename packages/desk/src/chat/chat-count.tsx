import type { DeskDocument } from '@hotseat/protocol'
import { useView } from '../app/view-context.tsx'
import { useTexts } from '../texts/texts-context.tsx'
import { chatMedium } from './chat-medium.ts'
import { dialogsOf } from './list-view.ts'
import { useConversations } from './use-conversations.ts'

/** How many of my chats are taken, beside the chat's state: "2 of 3 chats". */
export function ChatCount({ media }: Pick<DeskDocument, 'media'>) {
  const { desk: words } = useTexts()
  const { user } = useView().session
  const { data } = useConversations()
  const limit = media.find(({ id }) => id === chatMedium)?.maxDialogLimit
  if (data === undefined || limit === undefined) return null
  return (
    <span className="hs-muted hs-small" data-testid="chat-count">
      {words.chats(dialogsOf(data, user.id), limit)}
    </span>
  )
}
