import type { NewEvent } from '../events.ts'
import type { Viewer } from '../preferences/resolve-preference.ts'
import { isAgentRole, mayDo } from '../roles.ts'
import { recorderApplication } from './decide-sign-in-place.ts'

/** Who follows the feed. `recorderSession`: a recorder does, by this session of its agent’s (spec RC18). */
export type Listener = Viewer & { readonly recorderSession?: string }

/**
 * Whether an event of the tenant's feed is for this viewer (spec RO3–RO7): their own, the settings they work with, the
 * floor for who may see the floor, everything for who may read the audit trail. A recorder hears what is recorded of its agent alone, and its end.
 */
export function maySeeEvent(event: NewEvent, viewer: Listener): boolean {
  if (viewer.recorderSession !== undefined) return isForRecorder(event, viewer.userId, viewer.recorderSession)
  if (mayDo(viewer.role, 'audit.read')) return true
  if (isOfTheTrail(event)) return false
  if (event.userId === viewer.userId) return true
  switch (event.kind) {
    case 'settings.changed':
    case 'preferences.reloaded':
      return true
    case 'preference.changed':
    case 'preference.reset':
      return isLevelOf(event.data.level, viewer)
    default:
      return mayDo(viewer.role, 'floor.see') && isFloorEvent(event)
  }
}

/** Who looked for what, and watched it, is for those who read the trail. */
function isOfTheTrail({ kind }: NewEvent): boolean {
  return kind === 'recording.listed' || kind === 'recording.watched' || kind === 'recording.removed'
}

/** Whether it is about a recorder's session: where its agent is, it does not tell (spec RC18). */
export function isOfRecorder({ data }: NewEvent): boolean {
  return 'application' in data && data.application === recorderApplication
}

function isForRecorder(event: NewEvent, userId: string, sessionId: string): boolean {
  if (event.userId !== userId) return false
  if (event.kind === 'session.ended') return event.data.sessionId === sessionId
  return event.kind.startsWith('recording.') && !isOfTheTrail(event)
}

/** What moves on the floor. A recorder's session does not; a message is between two people, and where an administrator sits is not the floor's business. */
function isFloorEvent(event: NewEvent): boolean {
  if (isOfRecorder(event)) return false
  if (event.kind.startsWith('conversation.')) return event.kind !== 'conversation.marked'
  if (event.kind.startsWith('recording.')) return true
  if (event.kind.startsWith('agent.')) return event.kind !== 'agent.messaged'
  switch (event.kind) {
    case 'session.started':
    case 'session.resumed':
    case 'session.connected':
    case 'session.dropped':
    case 'session.ended':
      return event.data.role !== undefined && isAgentRole(event.data.role)
    default:
      return event.kind.startsWith('interaction.')
  }
}

function isLevelOf(level: string, viewer: Viewer): boolean {
  return level === 'tenant' || level === `role:${viewer.role}` || level === `user:${viewer.userId}`
}
