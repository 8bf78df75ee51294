import {
  accepted,
  decideRecording,
  evolveRecording,
  type Recording,
  type RecordingCommand,
  type RecordingEvent,
  type Result,
  tellRecorder,
} from '@hotseat/core'
import type { Meta } from '../meta.ts'
import { isRecorder, liveSessionsOf } from '../sign-on/live-sessions-of.ts'
import type { Transaction } from '../store/store.ts'

/** Carries a command out: core decides, the events go to the feed and the rows follow from them. */
export async function commandRecording(
  tx: Transaction,
  recording: Recording,
  command: RecordingCommand,
  meta: Meta,
): Promise<Result<Recording>> {
  const decision = decideRecording(recording, command, meta.at)
  if (!decision.ok) return decision
  return accepted(await tell(tx, recording, decision.value, meta))
}

/** A recording is asked for: its first event, which tells the recorders that are signed in for its agent, and its row. */
export async function askForRecording(tx: Transaction, asked: Recording, meta: Meta): Promise<Recording> {
  const hearing = (await liveSessionsOf(tx, asked.userId)).filter(isRecorder)
  const recording = hearing.reduce((known, { deviceId }) => (deviceId === null ? known : tellRecorder(known, deviceId)), asked)
  return tell(tx, recording, [{ kind: 'recording.asked', userId: recording.userId, data: { recording } }], meta)
}

async function tell(tx: Transaction, before: Recording, events: readonly RecordingEvent[], meta: Meta): Promise<Recording> {
  let recording = before
  for (const event of events) {
    recording = evolveRecording(recording, event)
    await tx.emit(event, meta)
    const calls = event.kind === 'recording.asked' ? event.data.recording.calls : []
    for (const call of event.kind === 'recording.callAdded' ? [event.data.call] : calls)
      tx.put('recordedCalls', { recordingId: recording.id, interactionId: call.interactionId, answeredAt: call.from })
  }
  if (events.length > 0) putRecording(tx, recording)
  return recording
}

function putRecording(tx: Transaction, recording: Recording): void {
  const { id, userId, place, state, askedAt, giveUpAt, startedAt, recorderId } = recording
  // Also one whose calls are over is waited for: a recorder that has begun it may not have said so yet.
  const isWaitedFor = startedAt === null && state !== 'failed'
  tx.put('recordings', { id, userId, place, state, askedAt, recorderId, dueAt: isWaitedFor ? giveUpAt : null, recording })
}
