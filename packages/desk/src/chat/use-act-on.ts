import type { BodyOf, ConversationDocument, Operations } from '@hotseat/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useOperation } from '../app/use-operation.ts'
import { conversationsKey } from './use-conversations.ts'

type Act = BodyOf<Operations['actOnConversation']>

/** Acts on a conversation: the answer stands in the list at once, and the list is read again whatever the answer was. */
export function useActOn(
  id: string,
  onDone?: (act: Act) => void,
): { readonly isPending: boolean; readonly take: (act: Act) => void } {
  const queries = useQueryClient()
  const read = () => void queries.invalidateQueries({ queryKey: conversationsKey })
  const operation = useOperation('actOnConversation', {
    onSuccess: (answer, { body }) => {
      queries.setQueryData<readonly ConversationDocument[]>(conversationsKey, (list) =>
        list?.map((each) => (each.id === id ? answer : each)),
      )
      read()
      onDone?.(body)
    },
    onError: read,
  })
  return {
    isPending: operation.isPending,
    take: (act) => {
      if (!operation.isPending) operation.mutate({ params: { id }, body: act })
    },
  }
}
