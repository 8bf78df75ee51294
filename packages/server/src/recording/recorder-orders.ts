import { accepted, isGivenUp, isPaused, isRecordingOf, isWanted, type Recording, refused } from '@hotseat/core'
import type { RecorderOrdersDocument } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import { isRecorder } from '../sign-on/live-sessions-of.ts'
import type { Handlers } from '../use-case.ts'
import { findNewestRecording } from './find-recording.ts'
import { noteTold } from './note-told.ts'
import type { WrappingKey } from './wrapping-key.ts'

/** What a recorder is to do now: whoever follows it after a gap does as who heard every event (spec RC20, RC21). */
export function createRecorderOrders(deps: Deps, settings: TenantSettings, wrapping: WrappingKey): Handlers['recorderOrders'] {
  return async ({ caller: { tenantId, session, member } }) => {
    if (!isRecorder(session)) return refused('recorder.session')
    const preferences = await settings.preferencesOf(tenantId, { userId: member.id, role: member.role })
    const store = deps.store.tenant(tenantId)
    const newest = await findNewestRecording(store, member.id)
    const recording = newest ? orderOf(newest, session.deviceId) : null
    const { deviceId } = session
    if (newest && recording && deviceId !== null && !isRecordingOf(newest, deviceId))
      await store.transact((tx) => noteTold(tx, newest.id, deviceId))
    const document = {
      recording,
      capture: {
        frameRate: preferences['recording.frameRate'],
        maxHeight: preferences['recording.maxHeight'],
        maxMs: preferences['recording.maxMs'],
      },
      wrappingKey: { ...(await wrapping.publicKey()) },
      now: deps.clock.now(),
    }
    return accepted({ document })
  }
}

/**
 * Null for what is over, and for what another recorder makes. What was given up is told as long as its calls go on, so that who
 * began it in time does not stop; for everybody else its time is over (spec RC17).
 */
function orderOf(recording: Recording, recorderId: string | null): RecorderOrdersDocument['recording'] {
  const isOthers = recording.recorderId !== null && recording.recorderId !== recorderId
  const mayGoOn = isWanted(recording) || (isGivenUp(recording) && recording.calls.some(({ to }) => to === null))
  if (!mayGoOn || isOthers) return null
  const { id, askedAt, giveUpAt } = recording
  return { id, askedAt, giveUpAt, paused: isPaused(recording) }
}
