import type { Hotseat } from '@hotseat/client'
import type { ConversationDocument, MessageDocument } from '@hotseat/protocol'
import { type QueryClient, queryOptions, type UseQueryResult, useQueries, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useHotseat } from '../app/hotseat-context.tsx'
import { knownUpTo, mergeMessages } from './thread.ts'
import { readAgainMs } from './use-conversations.ts'

type Messages = readonly MessageDocument[]
/** How many messages are read at a time. */
const pageLength = 500
const none: Messages = []

const threadKey = (conversationId: string) => ['thread', conversationId] as const

/** What was said in a conversation, as this page knows it. It is read once; then only what is new. */
export function useThread(conversationId: string): UseQueryResult<Messages> {
  return useQuery(threadOptions(useHotseat(), useQueryClient(), conversationId))
}

/** What was said in several conversations, by their ids; of one that is not read yet, nothing. */
export function useThreads(conversationIds: readonly string[]): ReadonlyMap<string, Messages> {
  const hotseat = useHotseat()
  const queries = useQueryClient()
  const threads = useQueries({ queries: conversationIds.map((id) => threadOptions(hotseat, queries, id)) })
  return new Map(conversationIds.map((id, index) => [id, threads[index]?.data ?? none]))
}

function threadOptions(hotseat: Hotseat, queries: QueryClient, conversationId: string) {
  return queryOptions({
    queryKey: threadKey(conversationId),
    queryFn: () => readThread(hotseat, queries, conversationId),
    refetchInterval: ({ state }) => state.status === 'error' && readAgainMs,
    refetchIntervalInBackground: true,
  })
}

/** Reads on as soon as more was said than is known (events tell numbers, never text). */
export function useThreadChase({ id, lastSeq }: Pick<ConversationDocument, 'id' | 'lastSeq'>): Messages {
  const { data, isFetching, refetch } = useThread(id)
  const known = knownUpTo(data ?? [])
  const asked = useRef(0)
  useEffect(() => {
    // A number that was asked for already and did not come is not asked for for ever.
    if (isFetching || data === undefined || known >= lastSeq || asked.current >= lastSeq) return
    asked.current = lastSeq
    void refetch()
  }, [isFetching, data, known, lastSeq, refetch])
  return data ?? none
}
/** Puts a message that the server acknowledged into its thread. */
export function addToThread(queries: QueryClient, conversationId: string, message: MessageDocument): void {
  queries.setQueryData<Messages>(threadKey(conversationId), (known) => known && mergeMessages(known, [message]))
}

/** What is known of a thread now. */
function threadOf(queries: QueryClient, conversationId: string): Messages {
  return queries.getQueryData<Messages>(threadKey(conversationId)) ?? none
}

async function readThread(hotseat: Hotseat, queries: QueryClient, id: string): Promise<Messages> {
  let read = threadOf(queries, id)
  for (;;) {
    const after = knownUpTo(read)
    const { messages, lastSeq } = await hotseat.call('conversationMessages', {
      params: { id },
      query: { after, limit: pageLength },
    })
    read = mergeMessages(read, messages)
    if (messages.length === 0 || knownUpTo(read) >= lastSeq) return mergeMessages(threadOf(queries, id), read)
  }
}
