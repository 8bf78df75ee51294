import type { MediumStatus } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { useEffect, useRef, useState } from 'react'
import { viewKey } from '../app/keep-lists-apart.ts'
import { goTo, useRouteWord } from '../app/route.ts'
import { useShortcuts } from '../app/shortcuts.ts'
import { useTitleBadge } from '../app/title-badge.ts'
import { useView } from '../app/view-context.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import classes from './chat.module.css'
import { ChatRoom } from './chat-room.tsx'
import { chosenWord, routeOf } from './chat-route.ts'
import { ConversationKeeper } from './conversation-keeper.tsx'
import { createKeptTyping } from './kept-typing.ts'
import { unreadOf, viewList } from './list-view.ts'
import { Offers } from './offers.tsx'
import { strandedOf } from './outbox.ts'
import { StrandedLines } from './stranded-lines.tsx'
import { useConversationFeed, useConversations } from './use-conversations.ts'
import { useLookedAt } from './use-looked-at.ts'
import { useNarrow } from './use-narrow.ts'
import { useOutbox } from './use-outbox.ts'
import { useThreads } from './use-thread.ts'
import { useCustomersTyping } from './use-typing.ts'

type Props = { status: MediumStatus; lists: DeskDocument; isOpen: boolean }

/** The chat as long as I work on it: it keeps my conversations and rings wherever on the desk I am, and is a room where it is open. */
export function Chat({ status, lists, isOpen }: Props) {
  const { chat: words } = useAllTexts()
  const { session } = useView()
  const me = session.user.id
  const conversations = useConversations()
  useConversationFeed()
  const [kept] = useState(() => createKeptTyping(localStorage, viewKey(session)))
  const outbox = useOutbox(kept)
  const typing = useCustomersTyping()
  const isLookedAt = useLookedAt()
  const isNarrow = useNarrow()
  const [chosenId, choose] = useRouteWord(chosenWord)
  const [wanted, setWanted] = useState({ id: '', times: 0 })

  const list = conversations.data ?? []
  const view = viewList(list, me)
  const live = [...view.open, ...view.wrapUp]
  const threads = useThreads(live.map(({ id }) => id))
  const shown = [...live, ...view.closed].find(({ id }) => id === chosenId) ?? (isNarrow ? undefined : live[0])
  const unread = view.open.reduce((sum, each) => sum + unreadOf(each, threads.get(each.id) ?? []), 0)
  useTitleBadge(unread > 0 ? words.titleUnread(unread) : null)

  const open = (id: string) => {
    setWanted(({ times }) => ({ id, times: times + 1 }))
    if (isOpen) choose(id)
    else goTo(routeOf(id))
  }
  useShortcuts({
    chat: () => {
      const next = view.open.find((each) => unreadOf(each, threads.get(each.id) ?? []) > 0) ?? (isOpen && shown) ?? live[0]
      if (next) open(next.id)
    },
  })

  const stranded = strandedOf(
    outbox.outbox,
    [...live, ...view.closed].map(({ id }) => id),
  )

  const isKnown = conversations.data !== undefined && conversations.isFetchedAfterMount
  const ids = list.map(({ id }) => id).join(' ')
  useEffect(() => {
    if (isKnown) kept.keepOnly(ids.split(' '))
  }, [kept, isKnown, ids])

  const stage = useRef<HTMLDivElement>(null)
  const isAlone = isOpen && isNarrow && shown !== undefined
  // On a narrow window a conversation takes all there is; the state above it would push the composer out.
  useEffect(() => {
    if (isAlone) stage.current?.scrollIntoView({ block: 'start' })
  }, [isAlone])

  return (
    <>
      {live.map((conversation) => (
        <ConversationKeeper
          key={conversation.id}
          conversation={conversation}
          isLookedAt={isOpen && isLookedAt && shown?.id === conversation.id}
          give={outbox.give}
        />
      ))}
      <div ref={stage} className={classes.stage} data-open={isOpen}>
        <Offers offered={view.offered} onAccepted={open} />
        {conversations.data !== undefined && <StrandedLines stranded={stranded} give={outbox.give} />}
        {isOpen && (
          <ChatRoom
            {...{ status, lists, view, threads, typing, shown, kept, outbox }}
            error={conversations.data === undefined ? conversations.error : null}
            isLoading={conversations.isPending}
            wanted={shown?.id === wanted.id ? wanted.times : 0}
            onRetry={() => void conversations.refetch()}
            onChoose={open}
            onBack={() => choose('')}
          />
        )}
      </div>
    </>
  )
}
