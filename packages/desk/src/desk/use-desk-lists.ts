import type { DeskDocument } from '@hotseat/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useHotseatEvent } from '../app/hotseat-context.tsx'
import { useAnswer } from '../app/use-operation.ts'

/** No lists yet. */
export const emptyLists: DeskDocument = { campaigns: [], media: [], reasonCodes: [], wrapUpCodes: [], phoneBooks: [], places: [] }

/** The tenant's lists, read again when an administrator changes one. */
export function useDeskLists(): { lists: DeskDocument | undefined; error: Error | null; refetch: () => void } {
  const queries = useQueryClient()
  const { data, error, refetch } = useAnswer('desk', {})
  useHotseatEvent('event', (event) => {
    if (event.kind === 'settings.changed' || event.kind === 'user.changed') void queries.invalidateQueries({ queryKey: ['desk'] })
  })
  return { lists: data, error, refetch: () => void refetch() }
}
