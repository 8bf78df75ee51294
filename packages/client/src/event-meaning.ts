import { type ContinuityInput, endReasons, type FeedEvent } from '@hotseat/core'

/** What an event of the feed means for the connection of the session with this id; null for nothing. */
export function inputOfEvent(event: FeedEvent, sessionId: string | null): ContinuityInput | null {
  if (event.kind !== 'session.ended' || event.data.sessionId !== sessionId) return null
  const code = endReasons[event.data.reason]
  // What is no end for this device is answered by a resume: by the loss of the connection, or in another tenant.
  return code === null ? { type: 'sessionMissing', code: 'session.ended' } : { type: 'sessionEnded', code }
}

/** Whether the session document is another one after this event, in a way the event itself does not tell. */
export function isAboutDocument(event: FeedEvent, userId: string | undefined): boolean {
  switch (event.kind) {
    case 'preferences.reloaded':
      return true
    case 'preference.changed':
    case 'preference.reset':
      return event.data.level === 'tenant' || event.data.level.startsWith('role:') || event.data.level === `user:${userId}`
    case 'user.changed':
      return event.userId === userId
    default:
      return false
  }
}
