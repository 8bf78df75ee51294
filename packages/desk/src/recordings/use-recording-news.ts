import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useHotseatEvent } from '../app/hotseat-context.tsx'

/** On a busy floor recordings begin and end all the time; lists are read again so often at most, in ms. */
const restMs = 1_500

/** Reads an operation's answers again when something happened to a recording: to this one, or to any. */
export function useRecordingNews(operation: 'recordings' | 'recording', id?: string): void {
  const queries = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)
  useHotseatEvent('event', (event) => {
    // That somebody looks changes nothing.
    if (event.kind === 'recording.listed' || event.kind === 'recording.watched') return
    if (!event.kind.startsWith('recording.') || timer.current !== null) return
    if (id !== undefined && 'recordingId' in event.data && event.data.recordingId !== id) return
    timer.current = setTimeout(() => {
      timer.current = null
      void queries.invalidateQueries({ queryKey: [operation] })
    }, restMs)
  })
  useEffect(
    () => () => {
      if (timer.current !== null) clearTimeout(timer.current)
    },
    [],
  )
}
