import type { MediumStatus } from '@hotseat/core'
import { Suspense, useEffect } from 'react'
import { announce } from '../app/announce.tsx'
import { Failed, Loading } from '../app/blank-states.tsx'
import { lazyPart } from '../app/lazy-part.tsx'
import { stateText } from '../app/states.ts'
import { useView } from '../app/view-context.tsx'
import { chatMedium } from '../chat/chat-medium.ts'
import { useTexts } from '../texts/texts-context.tsx'
import { CallPanel } from './call-panel.tsx'
import { Campaigns } from './campaigns.tsx'
import classes from './desk.module.css'
import { DeskParts } from './desk-parts.tsx'
import { MediumRows } from './medium-rows.tsx'
import { Notes } from './notes.tsx'
import { PhoneBook } from './phone-book.tsx'
import { StateBand } from './state-band.tsx'
import { Today } from './today.tsx'
import { emptyLists, useDeskLists } from './use-desk-lists.ts'
import { useRinging } from './use-ringing.ts'

const Chat = lazyPart(() => import('../chat/chat.tsx').then((module) => module.Chat))
const ChatOut = lazyPart(() => import('../chat/chat-out.tsx').then((module) => module.ChatOut))

/** The agent's desk: state first, then the call, then what helps with it; or the chat in their place. */
export function Desk({ part }: { part: 'overview' | 'chat' }) {
  const texts = useTexts()
  const { agent } = useView().session
  const { lists = emptyLists, error, refetch } = useDeskLists()
  const statuses = agent?.states ?? []
  const main = stageStatus(statuses)
  const chat = statuses.find(({ medium }) => medium === chatMedium)
  const call = main === chat ? undefined : main
  const isChat = part === 'chat'
  const spoken = main === undefined ? '' : stateText(main, lists.reasonCodes, texts)

  useRinging(call, lists)
  useEffect(() => {
    if (spoken !== '') announce(texts.desk.announce(spoken))
  }, [spoken, texts])

  if (error !== null && lists === emptyLists) return <Failed error={error} onRetry={refetch} />
  return (
    <>
      <h1 className="hs-hidden">{texts.desk.title}</h1>
      {main !== undefined && <StateBand status={main} lists={lists} isSmall={isChat} />}
      <div className={classes.page}>
        <MediumRows statuses={statuses.filter((status) => status !== main)} lists={lists} />
        {chat !== undefined && <DeskParts isChat={isChat} />}
        <Suspense fallback={isChat ? <Loading rows={6} /> : null}>
          {chat !== undefined && <Chat status={chat} lists={lists} isOpen={isChat} />}
          {chat === undefined && isChat && <ChatOut />}
        </Suspense>
        {/* Not taken down for the chat: what is being typed here stays, and a call stands beside the chat. */}
        <div className={classes.columns} data-part={part} data-has-call={call?.interaction != null}>
          <div className={classes.column}>
            {call !== undefined && <CallPanel status={call} lists={lists} />}
            <Today medium={main?.medium ?? 'voice'} lists={lists} />
          </div>
          <div className={classes.column}>
            <Notes />
            <PhoneBook lists={lists} />
            <Campaigns lists={lists} />
          </div>
        </div>
      </div>
    </>
  )
}

/** Which medium has the stage: the one with a call, else the voice, which is what a desk is for. Chats have a room of their own. */
function stageStatus(all: readonly MediumStatus[]): MediumStatus | undefined {
  const statuses = all.filter(({ medium }) => medium !== chatMedium)
  return (
    statuses.find(({ interaction }) => interaction !== null) ??
    statuses.find(({ medium }) => medium === 'voice') ??
    statuses[0] ??
    all[0]
  )
}
