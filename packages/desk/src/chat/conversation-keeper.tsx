import type { ConversationDocument, MessageDocument } from '@hotseat/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { announce } from '../app/announce.tsx'
import { useHotseat, useStatus } from '../app/hotseat-context.tsx'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { customerName } from './customer-name.ts'
import { further } from './fold-conversations.ts'
import type { OutboxInput } from './outbox.ts'
import { owedMarks } from './thread.ts'
import { conversationsKey } from './use-conversations.ts'
import { useThreadChase } from './use-thread.ts'

type Props = {
  conversation: ConversationDocument
  /** Its thread stands on the screen, and somebody looks at it. */
  isLookedAt: boolean
  give: (input: OutboxInput) => void
}

/** Keeps one of my conversations that lives: reads what is said, announces it, and tells how far I have come. It shows nothing. */
export function ConversationKeeper({ conversation, isLookedAt, give }: Props): null {
  const messages = useThreadChase(conversation)
  useMarks(conversation, messages, isLookedAt)
  useNewMessages(conversation, messages)
  useLastLine(conversation, messages)
  useEffect(() => give({ type: 'seen', messages }), [give, messages])
  return null
}

function useMarks(conversation: ConversationDocument, messages: readonly MessageDocument[], isLookedAt: boolean): void {
  const hotseat = useHotseat()
  const queries = useQueryClient()
  const { kind } = useStatus()
  const isConnected = kind === 'connected' || kind === 'checking'
  const owed = owedMarks(conversation, messages, isLookedAt)
  const { delivered = 0, read = 0 } = owed ?? {}
  const { id } = conversation
  const isOwed = owed !== null
  useEffect(() => {
    if (!isOwed || !isConnected) return
    let isMeant = true
    const tell = async () => {
      try {
        await hotseat.call('markConversation', { params: { id }, body: { delivered, read } })
        if (!isMeant) return
        queries.setQueryData<readonly ConversationDocument[]>(conversationsKey, (list) =>
          list?.map((each) => (each.id === id ? { ...each, agentMarks: further(each.agentMarks, { delivered, read }) } : each)),
        )
      } catch {
        // The next message, or the next connection, tells the same.
      }
    }
    void tell()
    return () => {
      isMeant = false
    }
  }, [hotseat, queries, id, isOwed, isConnected, delivered, read])
}

/** Puts the newest message into the list, which is what the rest of the desk sees of the chat. */
function useLastLine({ id, last }: ConversationDocument, messages: readonly MessageDocument[]): void {
  const queries = useQueryClient()
  const newest = messages.at(-1)
  const isNewer = newest !== undefined && newest.seq > (last?.seq ?? 0)
  useEffect(() => {
    if (!isNewer) return
    queries.setQueryData<readonly ConversationDocument[]>(conversationsKey, (list) =>
      list?.map((each) => (each.id === id ? { ...each, last: newest } : each)),
    )
  }, [queries, id, newest, isNewer])
}

/** Says politely what a customer said, from the first message on that came while I was here. */
function useNewMessages({ customer }: ConversationDocument, messages: readonly MessageDocument[]): void {
  const texts = useAllTexts()
  const heard = useRef<number | null>(null)
  const last = messages.at(-1)
  useEffect(() => {
    if (last === undefined) return
    const before = heard.current
    heard.current = last.seq
    if (before !== null && last.seq > before && last.from === 'customer')
      announce(texts.chat.announce(customerName(customer, texts), last.text))
  }, [last, customer, texts])
}
