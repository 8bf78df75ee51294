import { accepted, isRecordingOf, type Recording, type RecordingCommand, type Result, refused } from '@hotseat/core'
import type { RecorderReportBody } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import { commandRecording } from './command-recording.ts'
import { countArrived } from './count-arrived.ts'
import type { TokenRecorder } from './recorder-token.ts'

/** A recorder tells what happened to a recording on the agent's machine, also after the agent is gone (spec RC22). */
export async function reportRecording(
  deps: Pick<Deps, 'store' | 'clock'>,
  { tenantId, recorderId }: TokenRecorder,
  id: string,
  report: RecorderReportBody,
): Promise<Result<{ done: true }>> {
  return deps.store.tenant(tenantId).transact(async (tx) => {
    const recording = (await tx.get('recordings', { id }))?.recording
    if (!recording || !isRecordingOf(recording, recorderId)) return refused('object.unknown')
    const meta = { at: deps.clock.now(), by: null }
    const told = await commandRecording(tx, recording, commandOf(report, recorderId, recording, meta.at), meta)
    if (!told.ok) return told
    // Its last part may have come before it said how many there are (spec RC33).
    if (report.what === 'finished') await countArrived(tx, id, meta)
    return accepted({ done: true })
  })
}

function commandOf(report: RecorderReportBody, recorderId: string, { askedAt }: Recording, now: number): RecordingCommand {
  switch (report.what) {
    case 'begun':
      // The clock of the agent's machine may be any.
      return { type: 'begin', recorderId, startedAt: Math.min(Math.max(report.at, askedAt), now) }
    case 'failed':
      return { type: 'fail', failure: report.failure }
    case 'finished':
      return { type: 'finish', recorderId, parts: report.parts }
  }
}
