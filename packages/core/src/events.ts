import type { Agent, Interaction, MediumStatus } from './agent/agent.ts'
import type { Conversation, Marks, Speaker } from './chat/conversation.ts'
import type { EndReason } from './end-reason.ts'
import type { RecordedCall, Recording, RecordingFailure } from './recording/recording.ts'
import type { Role } from './roles.ts'

/**
 * Everything that can happen in a tenant. The feed carries these to desks and floors, the audit trail reads as them,
 * and recovery replays them: one list, three uses. Each has the subject's `userId` beside it in the feed, so `data`
 * does not repeat it. `role` is told with everything about a session, for only agents' presence is the floor's business; an
 * event of before it was told has none; so it is with `elsewhere` and `application`. No event carries a password, token, key or cookie (S-65).
 */
export type EventData = {
  'session.started': {
    sessionId: string
    subId: string
    role: Role
    credential: 'cookie' | 'bearer'
    application?: string
    address: string
  }
  'session.resumed': {
    sessionId: string
    role?: Role
    application?: string
    outcome: 'recovered' | 'resynced'
    previousSessionId: string | null
    awayMs: number
  }
  'session.connected': { sessionId: string; role?: Role; application?: string; awayMs: number | null }
  'session.dropped': { sessionId: string; role?: Role; application?: string; elsewhere?: boolean }
  'session.ended': { sessionId: string; role?: Role; application?: string; reason: EndReason; by: string | null }
  'signIn.failed': { username: string; address: string; cause: 'credentials' | 'secondFactor' | 'blocked' }
  'signIn.blocked': { username: string; address: string; untilAt: number }
  'signIn.unblocked': { username: string; by: string | null }
  'resume.refused': { sessionId: string; code: string; address: string }
  'access.denied': { what: string; address: string }

  'agent.signedIn': { agent: Agent; kept: boolean }
  'agent.signedOut': { reasonCode: number | null }
  'agent.stateChanged': {
    status: MediumStatus
    previous: Pick<MediumStatus, 'state' | 'reasonCode' | 'since'>
    by: 'agent' | 'supervisor' | 'system'
  }
  'agent.pendingChanged': { status: MediumStatus }
  'agent.campaignsChanged': { campaigns: readonly string[] }
  'agent.lost': { agent: Agent }
  'agent.restored': { agent: Agent }
  'agent.messaged': { text: string; from: string }
  'interaction.offered': { medium: string; interaction: Interaction }
  'interaction.answered': { medium: string; interaction: Interaction }
  'interaction.held': { medium: string; interaction: Interaction }
  'interaction.retrieved': { medium: string; interaction: Interaction }
  'interaction.ended': { medium: string; interaction: Interaction; cause: 'hungUp' | 'notAnswered' | 'declined' }
  'interaction.wrappedUp': { medium: string; interaction: Interaction; wrapUpCode: string | null }
  'conversation.started': { conversation: Conversation }
  'conversation.offered': { conversationId: string; agentId: string }
  'conversation.accepted': { conversationId: string; agentId: string }
  'conversation.missed': { conversationId: string; agentId: string; cause: 'notAnswered' | 'declined' | 'agentLeft' }
  'conversation.transferred': { conversationId: string; from: string | null; campaign: string | null; agentId: string | null }
  'conversation.requeued': { conversationId: string; from: string; cause: 'agentLeft' | 'agentLost' }
  'conversation.marked': { conversationId: string; side: 'customer' | 'agent'; marks: Marks }
  'conversation.ended': { conversationId: string; by: Speaker; needsWrapUp: boolean }
  'conversation.wrappedUp': { conversationId: string; wrapUpCode: string | null }
  'message.sent': { conversationId: string; seq: number; from: Speaker }
  'recording.asked': { recording: Recording }
  'recording.callAdded': { recordingId: string; call: RecordedCall }
  'recording.callEnded': { recordingId: string; interactionId: string; at: number }
  'recording.begun': { recordingId: string; recorderId: string; startedAt: number }
  'recording.paused': { recordingId: string; at: number; by: string }
  'recording.resumed': { recordingId: string; at: number; by: string }
  'recording.stopped': { recordingId: string; stoppedAt: number }
  'recording.finished': { recordingId: string; parts: number }
  'recording.stored': { recordingId: string; parts: number }
  'recording.failed': { recordingId: string; failure: RecordingFailure }
  'recording.listed': { agentId: string | null }
  'recording.watched': { recordingId: string }
  'recording.removed': { recordingId: string }
  'recorder.revoked': { recorderId: string }
  'customer.signedIn': { customerId: string; projectId: string; isVerified: boolean; isNew: boolean; origin: string }
  'customer.signedOut': { customerId: string; projectId: string; cause: 'signedOut' | 'replaced' | 'expired' | 'keyRevoked' }
  'chatKey.created': { projectId: string; kid: string }
  'chatKey.revoked': { projectId: string; kid: string }
  'note.saved': { version: number }
  'phonePassword.minted': { sessionId: string; username: string; rotated: boolean }
  'phonePassword.released': { sessionId: string; username: string; cause: 'asked' | 'sessionEnded' }

  'user.created': { username: string; name: string; role: Role }
  'user.changed': { fields: readonly string[] }
  'user.disabled': { username: string }
  'user.enabled': { username: string }
  'password.changed': { by: string | null }
  'secondFactor.enrolled': { by: string | null }
  'secondFactor.removed': { by: string | null }
  'preference.changed': { level: string; key: string; value: unknown; previous: unknown; locked: boolean }
  'preference.reset': { level: string; key: string; previous: unknown }
  'preferences.reloaded': { by: string | null }
  'settings.changed': {
    kind: 'place' | 'campaign' | 'reasonCode' | 'wrapUpCode' | 'phoneBook' | 'medium' | 'chatProject' | 'cannedReply'
    id: string
    change: 'created' | 'changed' | 'disabled' | 'enabled'
  }
}
export type EventKind = keyof EventData

/** A thing that happened, before it has its place in the feed. `userId` is whom it is about, null for the tenant. */
export type NewEvent = {
  [K in EventKind]: { readonly kind: K; readonly userId: string | null; readonly data: EventData[K] }
}[EventKind]

/** A thing that happened, at its place in the tenant's feed. Offsets start at 1 and have no gaps. */
export type FeedEvent = NewEvent & { readonly offset: number; readonly at: number; readonly by: string | null }
