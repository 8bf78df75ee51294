import type { ConversationDocument, DeskDocument } from '@hotseat/protocol'
import { Button } from '@mantine/core'
import { IconArrowDown } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { Failed, Loading } from '../app/blank-states.tsx'
import { useMoments } from '../app/moments.ts'
import { useShortcuts } from '../app/shortcuts.ts'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import { CloseDialog } from './close-dialog.tsx'
import { Composer } from './composer.tsx'
import { CustomerHead } from './customer-head.tsx'
import { customerName } from './customer-name.ts'
import { EarlierThreads } from './earlier-threads.tsx'
import { EndedFoot } from './ended-foot.tsx'
import type { KeptTyping } from './kept-typing.ts'
import { MessageLines } from './message-lines.tsx'
import { TransferDialog } from './transfer-dialog.tsx'
import { UnsentLines } from './unsent-lines.tsx'
import { useBottom } from './use-bottom.ts'
import type { OutboxInHand } from './use-outbox.ts'
import { useThread } from './use-thread.ts'

type Props = {
  conversation: ConversationDocument
  lists: DeskDocument
  isTyping: boolean
  /** Counts how often it was asked for by hand: what is typed next belongs into it. */
  wanted: number
  kept: KeptTyping
  outbox: OutboxInHand
  onBack: () => void
}

/** One conversation: who it is, what was said, and where I answer. */
export function ThreadView({ conversation, lists, isTyping, wanted, kept, outbox: { outbox, say, give }, onBack }: Props) {
  const texts = useAllTexts()
  const words = texts.chat
  const moments = useMoments()
  const { id, customer, state, startedAt } = conversation
  const who = customerName(customer, texts)
  const [dialog, setDialog] = useState<'transfer' | 'close' | null>(null)
  const [text, setText] = useState(() => kept.draftOf(id))
  const area = useRef<HTMLTextAreaElement>(null)
  const thread = useThread(id)
  const { scroller, content, isAtBottom, goToBottom } = useBottom(id)
  const isOpen = state === 'open'
  useShortcuts(isOpen ? { transferChat: () => setDialog('transfer'), closeChat: () => setDialog('close') } : {})
  useEffect(() => {
    if (wanted > 0 && isOpen) area.current?.focus()
  }, [wanted, isOpen])

  const type = (typed: string) => {
    setText(typed)
    kept.keepDraft(id, typed)
  }
  const mine = outbox.filter(({ conversationId }) => conversationId === id)
  return (
    <section className={classes.thread} aria-label={words.conversationWith(who)} data-testid="thread">
      <CustomerHead
        conversation={conversation}
        onBack={onBack}
        onTransfer={() => setDialog('transfer')}
        onClose={() => setDialog('close')}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <div ref={scroller} className={classes.scroller} role="group" aria-label={words.said} tabIndex={0}>
        <div ref={content} className={classes.content}>
          {(isOpen || state === 'wrapUp') && <EarlierThreads conversation={conversation} />}
          <p className={classes.divider}>
            <span>{words.now(moments.time(startedAt))}</span>
          </p>
          {thread.isPending && <Loading rows={4} />}
          {thread.isError && thread.data === undefined && <Failed error={thread.error} onRetry={() => void thread.refetch()} />}
          {thread.data !== undefined && <MessageLines messages={thread.data} conversation={conversation} isMine />}
          <UnsentLines outgoing={mine} give={give} onTakeBack={(taken) => type(text === '' ? taken : `${text}\n${taken}`)} />
          <p className={classes.typing} data-testid="typing">
            {isTyping && isOpen ? words.typing(who) : ''}
          </p>
        </div>
      </div>
      {!isAtBottom && (
        <Button
          size="compact-sm"
          className={classes.below}
          leftSection={<IconArrowDown aria-hidden size={14} />}
          onClick={goToBottom}
        >
          {words.newBelow}
        </Button>
      )}
      {isOpen && (
        <Composer
          conversationId={id}
          who={who}
          area={area}
          text={text}
          onType={type}
          onSend={(said) => {
            say(conversation, said)
            type('')
            goToBottom()
          }}
        />
      )}
      {(state === 'wrapUp' || state === 'closed') && <EndedFoot conversation={conversation} lists={lists} />}
      {dialog === 'transfer' && isOpen && (
        <TransferDialog conversation={conversation} lists={lists} onClose={() => setDialog(null)} />
      )}
      {dialog === 'close' && isOpen && <CloseDialog conversation={conversation} lists={lists} onClose={() => setDialog(null)} />}
    </section>
  )
}
