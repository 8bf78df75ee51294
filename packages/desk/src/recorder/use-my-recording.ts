import type { MyRecordingDocument } from '@hotseat/protocol'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useHotseatEvent } from '../app/hotseat-context.tsx'
import { useAnswer } from '../app/use-operation.ts'
import { useView } from '../app/view-context.tsx'

/** The recording of my screen while I am on a call, as the server knows it; read again with each event of it. */
export function useMyRecording(onNews: () => void): MyRecordingDocument['recording'] {
  const queries = useQueryClient()
  const { user, agent } = useView().session
  const isOnCall = agent?.states.some(({ interaction }) => interaction !== null && interaction.answeredAt !== null) ?? false
  const { data } = useAnswer('myRecording', {}, { enabled: isOnCall })
  useHotseatEvent('event', (event) => {
    if (event.userId !== user.id || !event.kind.startsWith('recording.')) return
    void queries.invalidateQueries({ queryKey: ['myRecording'] })
    onNews()
  })
  // What was so on one call is not so on the next until it was read.
  useEffect(() => {
    if (!isOnCall) queries.removeQueries({ queryKey: ['myRecording'] })
  }, [queries, isOnCall])
  return isOnCall ? (data?.recording ?? null) : null
}
