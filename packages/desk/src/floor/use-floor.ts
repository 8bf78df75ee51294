import type { FeedEvent } from '@hotseat/core'
import type { FloorDocument } from '@hotseat/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useRef } from 'react'
import { useHotseatEvent } from '../app/hotseat-context.tsx'
import { preferenceOf } from '../app/preferences.ts'
import { useNow } from '../app/use-now.ts'
import { useAnswer } from '../app/use-operation.ts'
import { useView } from '../app/view-context.tsx'
import { catchUp, evolveFloor, mustReread } from './evolve-floor.ts'
import { type FloorRow, floorRow, sortByNeed } from './needs.ts'

/** Several ends in a row, a shift's end for instance, are one reading, in ms. */
const rereadDelayMs = 250
/** So many events are remembered for a floor that is being read meanwhile. */
const remembered = 2_000

/** The floor, live: read once, then moved by the feed; sorted by need. */
export function useFloor(): { rows: readonly FloorRow[] | undefined; error: Error | null; refetch: () => void } {
  const queries = useQueryClient()
  const { session } = useView()
  const now = useNow()
  // While nobody looked, nobody followed the feed.
  const { data, error, refetch } = useAnswer('floor', {}, { anew: true })
  const recent = useRef<FeedEvent[]>([])
  const rereading = useRef<ReturnType<typeof setTimeout> | null>(null)
  useHotseatEvent('event', (event) => {
    if (recent.current.push(event) > 2 * remembered) recent.current.splice(0, remembered)
    queries.setQueryData<FloorDocument>(['floor', {}], (floor) => (floor === undefined ? floor : evolveFloor(floor, event)))
    if (!mustReread(event) || rereading.current !== null) return
    rereading.current = setTimeout(() => {
      rereading.current = null
      void queries.invalidateQueries({ queryKey: ['floor'] })
    }, rereadDelayMs)
  })
  useEffect(() => {
    const newest = recent.current.at(-1)?.offset ?? 0
    if (data !== undefined && data.offset < newest) queries.setQueryData(['floor', {}], catchUp(data, recent.current))
  }, [data, queries])
  const notReadyMs = preferenceOf(session, 'floor.notReadyAlertMs')
  const talkingMs = preferenceOf(session, 'floor.talkingAlertMs')
  const rows = useMemo(
    () => data && sortByNeed(data.agents.map((agent) => floorRow(agent, { notReadyMs, talkingMs }, now))),
    [data, notReadyMs, talkingMs, now],
  )
  return { rows, error, refetch: () => void refetch() }
}
