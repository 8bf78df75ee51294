import { isRinging, type MediumStatus } from '@hotseat/core'
import type { ConversationDocument, DeskDocument, MessageDocument } from '@hotseat/protocol'
import { IconMessages } from '@tabler/icons-react'
import { Blank, Failed, Loading } from '../app/blank-states.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import { ConversationList } from './conversation-list.tsx'
import type { KeptTyping } from './kept-typing.ts'
import type { ListView } from './list-view.ts'
import { ThreadView } from './thread-view.tsx'
import type { OutboxInHand } from './use-outbox.ts'

type Props = {
  status: MediumStatus
  lists: DeskDocument
  view: ListView
  threads: ReadonlyMap<string, readonly MessageDocument[]>
  typing: ReadonlySet<string>
  /** The conversation that is open on the screen. */
  shown: ConversationDocument | undefined
  kept: KeptTyping
  outbox: OutboxInHand
  error: Error | null
  isLoading: boolean
  wanted: number
  onRetry: () => void
  onChoose: (id: string) => void
  onBack: () => void
}

/** The list of my conversations, and one of them beside it; on a narrow window one or the other. */
export function ChatRoom({ status, lists, view, threads, typing, shown, kept, outbox, wanted, ...rest }: Props) {
  const { chat: words } = useAllTexts()
  const { error, isLoading, onRetry, onChoose, onBack } = rest
  if (error !== null) return <Failed error={error} onRetry={onRetry} />
  const isEmpty = view.open.length + view.wrapUp.length + view.closed.length === 0
  return (
    <div className={classes.room} data-shows={shown === undefined ? 'list' : 'thread'}>
      <div className={classes.side}>
        {isLoading && <Loading rows={5} />}
        {!isLoading && isEmpty && (
          <Blank icon={<IconMessages aria-hidden size={26} stroke={1.4} />} title={words.empty}>
            <p>{status.state === 'READY' || isRinging(status.state) ? words.emptyReady : words.emptyNotReady}</p>
          </Blank>
        )}
        {!isEmpty && (
          <ConversationList view={view} threads={threads} chosenId={shown?.id ?? null} typing={typing} onChoose={onChoose} />
        )}
      </div>
      {shown === undefined ? (
        <div className={classes.nothing}>{!isEmpty && <p className="hs-muted">{words.choose}</p>}</div>
      ) : (
        <ThreadView
          key={shown.id}
          conversation={shown}
          lists={lists}
          isTyping={typing.has(shown.id)}
          wanted={wanted}
          kept={kept}
          outbox={outbox}
          onBack={onBack}
        />
      )}
    </div>
  )
}
