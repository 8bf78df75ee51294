import { accepted, type Result, refused } from '../result.ts'
import { isGivenUp, isPaused, isWanted, type Recording } from './recording.ts'
import type { RecordingCommand, RecordingEvent } from './recording-command.ts'

type Decision = Result<readonly RecordingEvent[]>

const nothing: Decision = accepted([])

/**
 * What a command does to a recording: the events that tell it, or why not (spec RC4 to RC6, RC17, RC22, RC33). The events are the only
 * effect; folding them with `evolveRecording` gives the recording afterwards. No events: it is so already. `now`: epoch ms.
 */
export function decideRecording(recording: Recording, command: RecordingCommand, now: number): Decision {
  const { id: recordingId, state, calls } = recording
  const told = (event: DataOf): Decision => accepted([withSubject(recording, event)])
  switch (command.type) {
    case 'addCall':
      if (!isWanted(recording) || calls.some(({ interactionId }) => interactionId === command.call.interactionId)) return nothing
      return told({ kind: 'recording.callAdded', data: { recordingId, call: command.call } })
    case 'endCall':
      return accepted(endCall(recording, command.interactionId, now))
    case 'pause':
      if (!isWanted(recording)) return refused('recording.over')
      return isPaused(recording) ? nothing : told({ kind: 'recording.paused', data: { recordingId, at: now, by: command.by } })
    case 'resume':
      if (!isWanted(recording)) return refused('recording.over')
      return isPaused(recording) ? told({ kind: 'recording.resumed', data: { recordingId, at: now, by: command.by } }) : nothing
    case 'begin':
      if (recording.recorderId === command.recorderId) return nothing
      if (recording.recorderId !== null || state === 'stored') return refused('recording.over')
      // Who began it in time could not say so while the server or the line was down.
      if (state === 'failed' && !(isGivenUp(recording) && command.startedAt <= recording.giveUpAt))
        return refused('recording.over')
      return told({
        kind: 'recording.begun',
        data: { recordingId, recorderId: command.recorderId, startedAt: command.startedAt },
      })
    case 'finish':
      if (recording.recorderId !== command.recorderId) return refused('recording.over')
      if (state === 'failed' || command.parts === recording.partCount) return nothing
      // A recorder may end before the calls do (spec CAP4), and go on later: then there are more. There are fewer when it has lost one; of what
      // is stored nothing is lost.
      if (state === 'stored' && command.parts < (recording.partCount ?? 0)) return nothing
      return told({ kind: 'recording.finished', data: { recordingId, parts: command.parts } })
    case 'arrive':
      if (state !== 'stopped' || recording.partCount === null || command.arrived < recording.partCount) return nothing
      return told({ kind: 'recording.stored', data: { recordingId, parts: command.arrived } })
    case 'fail':
      if (state !== 'asked' && !(state === 'stopped' && recording.startedAt === null)) return nothing
      return told({ kind: 'recording.failed', data: { recordingId, failure: command.failure } })
  }
}

/** The call is over; with the last one the recording stops (spec RC4). */
function endCall(recording: Recording, interactionId: string, now: number): RecordingEvent[] {
  const { id: recordingId, calls } = recording
  const going = calls.filter(({ to }) => to === null)
  if (!going.some((call) => call.interactionId === interactionId)) return []
  const ended = withSubject(recording, { kind: 'recording.callEnded', data: { recordingId, interactionId, at: now } })
  if (going.length > 1 || !isWanted(recording)) return [ended]
  return [ended, withSubject(recording, { kind: 'recording.stopped', data: { recordingId, stoppedAt: now } })]
}

type DataOf = RecordingEvent extends infer E ? (E extends RecordingEvent ? Omit<E, 'userId'> : never) : never

/** Every event of a recording is about its agent. */
function withSubject({ userId }: Recording, event: DataOf): RecordingEvent {
  return { ...event, userId }
}
