import { useEffect, useReducer } from 'react'
import { useHotseat, useHotseatEvent, useStatus } from '../app/hotseat-context.tsx'
import { problemCode } from '../app/problem.ts'
import { currentRoute } from '../app/route.ts'
import { useAnswer } from '../app/use-operation.ts'
import { emptyNote, isUnsaved, mustSend, type NoteInput, type NoteState, onNoteInput } from './note-state.ts'

/** How long the hand rests before what was typed is sent, in ms; also the pause before another try. */
const restMs = 500
const retryMs = 3_000

/** My note: saved as it is typed, kept through a loss and a reload (`Hotseat.keep`). */
export function useNote(): { note: NoteState; give: (input: NoteInput) => void; isKept: boolean; hasFailed: boolean } {
  const hotseat = useHotseat()
  const status = useStatus()
  const isConnected = status.kind === 'connected' || status.kind === 'checking'
  const [note, give] = useReducer(onNoteInput, emptyNote)
  const [failures, countFailure] = useReducer((n: number, hasFailed: boolean) => (hasFailed ? n + 1 : 0), 0)
  const stored = useAnswer('note', {})

  useEffect(() => {
    if (stored.data !== undefined) give({ type: 'loaded', note: stored.data })
  }, [stored.data])

  useEffect(() => {
    const unsaved = isUnsaved(note) ? { note: { text: note.text, version: note.saved?.version ?? 0 } } : {}
    hotseat.keep(() => ({ version: 1, route: currentRoute(), ...unsaved }))
    // What one person typed is not kept for the next one at this desk (S-58).
    return () => hotseat.keep(() => ({ version: 1, route: currentRoute() }))
  }, [hotseat, note])

  useHotseatEvent('restored', ({ snapshot }) => {
    if (snapshot?.note !== undefined) give({ type: 'kept', note: snapshot.note })
    void stored.refetch()
  })

  const isDue = mustSend(note) && isConnected
  const { text, saved } = note
  useEffect(() => {
    if (!isDue || saved === null) return
    const send = async () => {
      give({ type: 'sent', text })
      try {
        const answer = await hotseat.call('saveNote', { body: { text, version: saved.version } })
        give({ type: 'acknowledged', note: answer })
        countFailure(false)
      } catch (error) {
        if (problemCode(error) === 'object.changed') {
          const theirs = await hotseat.call('note', {}).catch(() => null)
          give(theirs === null ? { type: 'failed' } : { type: 'conflicted', note: theirs })
          return
        }
        give({ type: 'failed' })
        countFailure(true)
      }
    }
    const timer = setTimeout(send, failures > 0 ? retryMs : restMs)
    return () => clearTimeout(timer)
  }, [hotseat, isDue, text, saved, failures])

  return { note, give, isKept: !isConnected, hasFailed: failures > 0 }
}
