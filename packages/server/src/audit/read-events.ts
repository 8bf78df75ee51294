import { accepted, type EventKind, type FeedEvent, type Result } from '@hotseat/core'
import type { AnswerOf, Operations, QueryOf } from '@hotseat/protocol'
import type { TenantReader } from '../store/store.ts'
import type { Answer } from '../use-case.ts'

const pageLength = 100

/** A page of a tenant's feed, newest first; `next` is the offset to go on before, null at the end. */
export async function readEvents(
  store: TenantReader,
  query: NonNullable<QueryOf<Operations['audit']>>,
  userId: string | undefined,
): Promise<Result<Answer<AnswerOf<Operations['audit']>>>> {
  const limit = query.limit ?? pageLength
  const events = await store.events({
    limit,
    newestFirst: true,
    ...(query.before !== undefined && { before: query.before }),
    ...(query.from !== undefined && { fromAt: query.from }),
    ...(query.to !== undefined && { toAt: query.to }),
    ...(userId !== undefined && { userId }),
    // A kind that nobody knows matches no event, so the cast can do no harm.
    ...(query.kind !== undefined && { kind: query.kind as EventKind }),
  })
  return accepted({ document: { events: events.map(showEvent), next: events.length < limit ? null : offsetOf(events) } })
}

/** An event as a document. */
export function showEvent({ offset, at, kind, userId, by, data }: FeedEvent) {
  return { offset, at, kind, userId, by, data }
}

function offsetOf(events: readonly FeedEvent[]): number | null {
  return events.at(-1)?.offset ?? null
}
