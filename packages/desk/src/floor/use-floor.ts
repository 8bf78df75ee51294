import type { FloorDocument } from '@hotseat/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useMemo, useRef } from 'react'
import { useHotseatEvent } from '../app/hotseat-context.tsx'
import { preferenceOf } from '../app/preferences.ts'
import { useNow } from '../app/use-now.ts'
import { useAnswer } from '../app/use-operation.ts'
import { useView } from '../app/view-context.tsx'
import { evolveFloor, mustReread } from './evolve-floor.ts'
import { type FloorRow, floorRow, sortByNeed } from './needs.ts'

/** Several ends in a row, a shift's end for instance, are one reading, in ms. */
const rereadDelayMs = 250

/** The floor, live: read once, then moved by the feed; sorted by need. */
export function useFloor(): { rows: readonly FloorRow[] | undefined; error: Error | null; refetch: () => void } {
  const queries = useQueryClient()
  const { session } = useView()
  const now = useNow()
  const { data, error, refetch } = useAnswer('floor', {})
  const rereading = useRef<ReturnType<typeof setTimeout> | null>(null)
  useHotseatEvent('event', (event) => {
    queries.setQueryData<FloorDocument>(['floor', {}], (floor) => (floor === undefined ? floor : evolveFloor(floor, event)))
    if (!mustReread(event) || rereading.current !== null) return
    rereading.current = setTimeout(() => {
      rereading.current = null
      void queries.invalidateQueries({ queryKey: ['floor'] })
    }, rereadDelayMs)
  })
  const notReadyMs = preferenceOf(session, 'floor.notReadyAlertMs')
  const talkingMs = preferenceOf(session, 'floor.talkingAlertMs')
  const rows = useMemo(
    () => data && sortByNeed(data.agents.map((agent) => floorRow(agent, { notReadyMs, talkingMs }, now))),
    [data, notReadyMs, talkingMs, now],
  )
  return { rows, error, refetch: () => void refetch() }
}
