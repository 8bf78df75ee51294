import type { ConversationDocument, MessageDocument } from '@hotseat/protocol'
import { IconCheck, IconChecks } from '@tabler/icons-react'
import { type Moments, startOfDay, useMoments } from '../app/moments.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import { customerName } from './customer-name.ts'
import { linesOf, receiptOf } from './thread.ts'
import { wordsOf } from './words-of.ts'

type Props = {
  messages: readonly MessageDocument[]
  conversation: Pick<ConversationDocument, 'customer' | 'customerMarks'>
  /** The user whose messages are "mine" by name; null where the conversation was somebody else's. */
  isMine: boolean
}

/** What was said, in order, with a line where a day begins. */
export function MessageLines({ messages, conversation, isMine }: Props) {
  const texts = useAllTexts()
  const moments = useMoments()
  const lastMine = messages.findLast(({ from }) => from === 'agent')?.seq
  return (
    <ol className={classes.lines}>
      {linesOf(messages, startOfDay).map((line) =>
        line.kind === 'day' ? (
          <li key={`day ${line.at}`} className={classes.day}>
            {moments.day(line.at)}
          </li>
        ) : (
          <MessageLine
            key={line.message.seq}
            message={line.message}
            author={line.message.name || customerName(conversation.customer, texts)}
            isFollowUp={line.isFollowUp}
            receipt={isMine && line.message.from === 'agent' ? receiptOf(line.message.seq, conversation) : null}
            isLastMine={line.message.seq === lastMine}
            moments={moments}
          />
        ),
      )}
    </ol>
  )
}

type LineProps = {
  message: MessageDocument
  author: string
  isFollowUp: boolean
  receipt: ReturnType<typeof receiptOf> | null
  isLastMine: boolean
  moments: Moments
}

function MessageLine({ message, author, isFollowUp, receipt, isLastMine, moments }: LineProps) {
  const texts = useAllTexts()
  const words = texts.chat
  const { from, at } = message
  if (from === 'system') {
    return (
      <li className={classes.system}>
        {wordsOf(message, texts)} <time className="hs-number">{moments.time(at)}</time>
      </li>
    )
  }
  const Receipt = receipt === 'sent' ? IconCheck : IconChecks
  return (
    <li className={classes.line} data-from={from} data-follow={isFollowUp}>
      {isFollowUp ? (
        <span className="hs-hidden">{author}: </span>
      ) : (
        <span className={classes.author}>
          <bdi>{author}</bdi>
        </span>
      )}
      <span className={classes.bubble} dir="auto">
        {wordsOf(message, texts)}
      </span>
      <span className={classes.meta}>
        <time className="hs-number">{moments.time(at)}</time>
        {receipt !== null && (
          <span className={classes.receipt} data-receipt={receipt}>
            <Receipt aria-hidden size={14} stroke={2} />
            <span className={isLastMine ? undefined : 'hs-hidden'}>{words.receipts[receipt]}</span>
          </span>
        )}
      </span>
    </li>
  )
}
