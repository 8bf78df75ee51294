import type { FeedEvent } from '@hotseat/core'
import type { ConversationDocument } from '@hotseat/protocol'
import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query'
import { useHotseat, useHotseatEvent } from '../app/hotseat-context.tsx'
import { useView } from '../app/view-context.tsx'
import { foldConversations, mergeConversations } from './fold-conversations.ts'

export const conversationsKey = ['myConversations'] as const
type List = readonly ConversationDocument[]
/** How long after a failure the list or a thread is asked for again, in ms. */
export const readAgainMs = 3_000

/** My conversations as this page knows them. */
export function useConversations({ enabled = true }: { enabled?: boolean } = {}): UseQueryResult<List> {
  const hotseat = useHotseat()
  const queries = useQueryClient()
  return useQuery({
    queryKey: conversationsKey,
    enabled,
    queryFn: async () => {
      const { conversations } = await hotseat.call('conversations', {})
      return mergeConversations(queries.getQueryData<List>(conversationsKey) ?? [], conversations)
    },
    refetchInterval: ({ state }) => state.status === 'error' && readAgainMs,
    refetchIntervalInBackground: true,
  })
}

/** Keeps the list as the feed tells; once a page. */
export function useConversationFeed(): void {
  const queries = useQueryClient()
  const { user } = useView().session
  useHotseatEvent('event', (event: FeedEvent) => {
    if (event.kind === 'settings.changed') {
      if (event.data.kind === 'cannedReply') void queries.invalidateQueries({ queryKey: ['repliesAtHand'] })
      if (event.data.kind === 'chatProject') void queries.invalidateQueries({ queryKey: conversationsKey })
      return
    }
    const known = queries.getQueryData<List>(conversationsKey)
    const { list, mustRead } = foldConversations(known ?? [], event, user.id)
    if (known !== undefined && list !== known) queries.setQueryData<List>(conversationsKey, list)
    // An answer that is under way may be older than this event: it is asked for again.
    const mayBeMissed = known === undefined && event.userId === user.id && event.kind.startsWith('conversation.')
    if (mustRead || mayBeMissed) void queries.invalidateQueries({ queryKey: conversationsKey })
  })
}
