import { accepted, isPaused, type Recording } from '@hotseat/core'
import type { MyRecordingDocument } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../use-case.ts'
import { findNewestRecording } from './find-recording.ts'

/** The recording of the agent who asks, while it goes on: whether they are recorded, and nothing of where it lies (spec RC45). */
export function createMyRecording({ store }: Pick<Deps, 'store'>): Handlers['myRecording'] {
  return async ({ caller: { tenantId, member } }) => {
    const newest = await findNewestRecording(store.tenant(tenantId), member.id)
    return accepted({ document: { recording: newest === undefined ? null : showMine(newest) } })
  }
}

function showMine(recording: Recording): MyRecordingDocument['recording'] {
  const { id, state } = recording
  return state === 'asked' || state === 'running' ? { id, state, paused: isPaused(recording) } : null
}
