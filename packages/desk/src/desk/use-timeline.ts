import type { FeedEvent } from '@hotseat/core'
import type { FeedEventDocument } from '@hotseat/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { readFeedEvent } from '../app/feed-events.ts'
import { useHotseatEvent } from '../app/hotseat-context.tsx'
import { startOfDay } from '../app/moments.ts'
import { useNow } from '../app/use-now.ts'
import { useAnswer } from '../app/use-operation.ts'
import { useView } from '../app/view-context.tsx'
import { buildTimeline, type Timeline } from './timeline.ts'

type Answer = { events: FeedEventDocument[]; next: number | null }

/** My day on a medium: read once, then grown by the feed. */
export function useTimeline(medium: string): { timeline: Timeline; now: number } {
  const queries = useQueryClient()
  const { user } = useView().session
  const now = useNow()
  const from = startOfDay(now)
  const input = { query: { from, limit: 500 } }
  const { data } = useAnswer('timeline', input)
  useHotseatEvent('event', (event: FeedEvent) => {
    if (event.userId !== user.id) return
    queries.setQueryData<Answer>(['timeline', input], (known) =>
      known === undefined || known.events.some(({ offset }) => offset === event.offset)
        ? known
        : { ...known, events: [event, ...known.events] },
    )
  })
  const events = useMemo(() => (data?.events ?? []).map(readFeedEvent), [data])
  return { timeline: useMemo(() => buildTimeline(events, medium, from, now), [events, medium, from, now]), now }
}
