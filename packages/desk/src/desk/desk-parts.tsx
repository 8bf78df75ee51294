import { Badge } from '@mantine/core'
import { Link } from 'wouter'
import { chatRoute } from '../chat/chat-route.ts'
import { wantsAgent } from '../chat/list-view.ts'
import { useConversations } from '../chat/use-conversations.ts'
import { useTexts } from '../texts/texts-context.tsx'
import classes from './desk-parts.module.css'

/** The parts of the desk of somebody who works on the chat, with how many chats want something. */
export function DeskParts({ isChat }: { isChat: boolean }) {
  const { desk: words } = useTexts()
  const { data = [] } = useConversations()
  const wanting = data.filter(wantsAgent).length
  return (
    <nav className={classes.parts} aria-label={words.parts}>
      <Link href="/desk" className={classes.part} {...(isChat ? {} : { 'aria-current': 'page' })}>
        {words.overview}
      </Link>
      <Link href={chatRoute} className={classes.part} aria-keyshortcuts="C Alt+C" {...(isChat ? { 'aria-current': 'page' } : {})}>
        {words.chat}
        {wanting > 0 && (
          <Badge size="sm" circle={wanting < 10}>
            <span aria-hidden>{wanting}</span>
            <span className="hs-hidden">{words.chatWaits(wanting)}</span>
          </Badge>
        )}
      </Link>
    </nav>
  )
}
