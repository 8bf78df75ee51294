import type { Recording, RecordingPause } from './recording.ts'
import type { RecordingEvent } from './recording-command.ts'

/** The recording after an event. Total: it never refuses, an event is a fact. */
export function evolveRecording(recording: Recording, event: RecordingEvent): Recording {
  switch (event.kind) {
    case 'recording.asked':
      return event.data.recording
    case 'recording.callAdded':
      return { ...recording, calls: [...recording.calls, event.data.call] }
    case 'recording.callEnded':
      return {
        ...recording,
        calls: recording.calls.map((call) =>
          call.interactionId === event.data.interactionId && call.to === null ? { ...call, to: event.data.at } : call,
        ),
      }
    case 'recording.begun': {
      const begun = { ...recording, recorderId: event.data.recorderId, startedAt: event.data.startedAt }
      if (recording.state !== 'failed') return { ...begun, state: recording.state === 'asked' ? 'running' : recording.state }
      return goOn({ ...begun, failure: null })
    }
    case 'recording.paused':
      return { ...recording, pauses: [...recording.pauses, { from: event.data.at, to: null, by: event.data.by }] }
    case 'recording.resumed':
      return { ...recording, pauses: endPause(recording.pauses, event.data.at) }
    case 'recording.stopped': {
      const at = event.data.stoppedAt
      const calls = recording.calls.map((call) => (call.to === null ? { ...call, to: at } : call))
      return { ...recording, state: 'stopped', stoppedAt: at, calls, pauses: endPause(recording.pauses, at) }
    }
    case 'recording.finished':
      return { ...recording, partCount: event.data.parts }
    case 'recording.stored':
      return { ...recording, state: 'stored' }
    case 'recording.failed':
      return { ...recording, state: 'failed', failure: event.data.failure }
  }
}

/** One that was taken for failed: it goes on as long as its calls do. */
function goOn(recording: Recording): Recording {
  const ends = recording.calls.flatMap(({ to }) => to ?? [])
  if (ends.length < recording.calls.length) return { ...recording, state: 'running' }
  const stoppedAt = recording.stoppedAt ?? Math.max(recording.askedAt, ...ends)
  return { ...recording, state: 'stopped', stoppedAt, pauses: endPause(recording.pauses, stoppedAt) }
}

function endPause(pauses: readonly RecordingPause[], at: number): readonly RecordingPause[] {
  return pauses.map((pause) => (pause.to === null ? { ...pause, to: at } : pause))
}
