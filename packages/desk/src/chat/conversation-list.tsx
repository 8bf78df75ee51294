import type { ConversationDocument, MessageDocument } from '@hotseat/protocol'
import { Badge } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useMoments } from '../app/moments.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import { customerName } from './customer-name.ts'
import { type ListView, lastOf, unreadOf } from './list-view.ts'
import { wordsOf } from './words-of.ts'

type Props = {
  view: ListView
  /** What was said in those that live, by their ids. */
  threads: ReadonlyMap<string, readonly MessageDocument[]>
  chosenId: string | null
  /** The conversations whose customer is typing. */
  typing: ReadonlySet<string>
  onChoose: (id: string) => void
}

const parts = ['open', 'wrapUp', 'closed'] as const

/** My conversations by what they want from me. Offers stand above, on the whole desk. */
export function ConversationList({ view, threads, chosenId, typing, onChoose }: Props) {
  const { chat: words } = useAllTexts()
  return (
    <nav className={classes.list} aria-label={words.list}>
      {parts.map((part) =>
        view[part].length === 0 ? null : (
          <section key={part} aria-label={words.parts[part]}>
            <h3 className={classes.part}>
              {words.parts[part]} <span className="hs-number">{view[part].length}</span>
            </h3>
            <ul className={classes.rows}>
              {view[part].map((conversation) => (
                <li key={conversation.id}>
                  <Row
                    conversation={conversation}
                    messages={threads.get(conversation.id) ?? []}
                    isChosen={conversation.id === chosenId}
                    isTyping={typing.has(conversation.id)}
                    onChoose={onChoose}
                  />
                </li>
              ))}
            </ul>
          </section>
        ),
      )}
    </nav>
  )
}

type RowProps = {
  conversation: ConversationDocument
  messages: readonly MessageDocument[]
  isChosen: boolean
  isTyping: boolean
  onChoose: (id: string) => void
}

function Row({ conversation, messages, isChosen, isTyping, onChoose }: RowProps) {
  const texts = useAllTexts()
  const words = texts.chat
  const moments = useMoments()
  const { customer, state } = conversation
  const unread = state === 'open' ? unreadOf(conversation, messages) : 0
  const last = lastOf(conversation, messages)
  return (
    <button
      type="button"
      className={classes.row}
      data-state={state}
      data-unread={unread > 0}
      aria-current={isChosen}
      onClick={() => onChoose(conversation.id)}
    >
      <span className={classes.rowName}>
        <bdi>{customerName(customer, texts)}</bdi>
        {customer.verified && <IconShieldCheck size={14} stroke={1.9} aria-label={words.verified} role="img" />}
      </span>
      <span className={classes.rowTime}>{moments.time(last?.at ?? conversation.startedAt)}</span>
      <span className={classes.rowLast}>
        {isTyping ? (
          <em>{words.typing(customerName(customer, texts))}</em>
        ) : (
          <>
            {last?.from === 'agent' && <span>{`${words.you}:`}</span>}
            <span className={classes.rowText} dir="auto">
              {last === null ? words.nothingSaid : wordsOf(last, texts)}
            </span>
          </>
        )}
      </span>
      {unread > 0 && (
        <Badge size="sm" circle={unread < 10} className={classes.unread} data-testid="unread">
          <span aria-hidden>{unread}</span>
          <span className="hs-hidden">{words.unread(unread)}</span>
        </Badge>
      )}
    </button>
  )
}
