import { type FeedEvent, type Interaction, ownApplication } from '@hotseat/core'
import type { DeskDocument } from '@hotseat/protocol'
import { formatSpan } from '../app/durations.ts'
import { reasonText } from '../app/states.ts'
import { chatMedium } from '../chat/chat-medium.ts'
import type { AllTexts } from '../texts/all-en.ts'

/** What a sentence needs to know beside the event. */
export type SentenceWords = {
  readonly texts: AllTexts
  readonly nameOf: (userId: string | null) => string
  readonly reasons: DeskDocument['reasonCodes']
}

/** One event of the trail as a sentence. A kind that is newer than this desk is named as it is. */
export function auditSentence(event: FeedEvent, { texts, nameOf, reasons }: SentenceWords): string {
  const say = texts.audit.say
  const who = nameOf(event.userId)
  const by = event.by === null || event.by === event.userId ? null : nameOf(event.by)
  const reason = (code: number | null) => (code === null ? '' : reasonText(code, reasons, texts))
  const stateOf = ({ state, reasonCode }: { state: keyof AllTexts['states']; reasonCode: number | null }) =>
    reasonCode === null ? texts.states[state] : `${texts.states[state]} · ${reason(reasonCode)}`
  const partyOf = ({ interaction }: { interaction: Interaction }) => interaction.party || texts.common.guest
  switch (event.kind) {
    case 'session.started':
      return say.signedIn(who, event.data.address, companionOf(event.data))
    case 'session.resumed':
      return say.resumed(who, formatSpan(event.data.awayMs), event.data.outcome === 'resynced')
    case 'session.connected':
      return say.connected(who)
    case 'session.dropped':
      return say.dropped(who)
    case 'session.ended':
      return say.ended(who, texts.endReasons[event.data.reason], by)
    case 'signIn.failed':
      return say.signInFailed(event.data.username, event.data.address)
    case 'signIn.blocked':
      return say.blocked(event.data.username)
    case 'signIn.unblocked':
      return say.unblocked(event.data.username, by)
    case 'resume.refused':
      return say.resumeRefused(who, event.data.code)
    case 'access.denied':
      return say.denied(who, event.data.what)
    case 'agent.signedIn':
      return say.agentIn(who, event.data.agent.extension ?? '–')
    case 'agent.signedOut':
      return say.agentOut(who, reason(event.data.reasonCode))
    case 'agent.stateChanged':
      return by === null ? say.state(who, stateOf(event.data.status)) : say.stateBy(by, who, stateOf(event.data.status))
    case 'agent.pendingChanged':
      return event.data.status.pending === null ? say.pendingGone(who) : say.pending(who, stateOf(event.data.status.pending))
    case 'agent.campaignsChanged':
      return say.campaigns(who, event.data.campaigns.join(', ') || texts.common.none)
    case 'agent.lost':
      return say.lost(who)
    case 'agent.restored':
      return say.restored(who)
    case 'agent.messaged':
      return say.messaged(event.data.from, who)
    case 'interaction.offered':
      return say.offered(who, partyOf(event.data), event.data.medium === chatMedium)
    case 'interaction.answered':
      return say.answered(who, partyOf(event.data))
    case 'interaction.held':
      return say.held(who, partyOf(event.data))
    case 'interaction.retrieved':
      return say.retrieved(who, partyOf(event.data))
    case 'interaction.ended':
      return say.callEnded(who, partyOf(event.data), event.data.medium === chatMedium)
    case 'interaction.wrappedUp':
      return say.wrappedUp(who, event.data.wrapUpCode ?? '–')
    case 'conversation.started':
      return say.chatStarted(event.data.conversation.id, event.data.conversation.projectId)
    case 'conversation.offered':
      return say.chatOffered(nameOf(event.data.agentId), event.data.conversationId)
    case 'conversation.accepted':
      return say.chatAccepted(nameOf(event.data.agentId), event.data.conversationId)
    case 'conversation.missed':
      return say.chatMissed(nameOf(event.data.agentId), event.data.conversationId, say.chatCauses[event.data.cause])
    case 'conversation.transferred': {
      const { from, agentId, campaign, conversationId } = event.data
      return say.chatTransferred(nameOf(from), conversationId, agentId === null ? (campaign ?? '–') : nameOf(agentId))
    }
    case 'conversation.requeued':
      return say.chatRequeued(event.data.conversationId, nameOf(event.data.from), say.chatCauses[event.data.cause])
    case 'conversation.marked':
      return say.chatMarked(event.data.conversationId, say.chatSides[event.data.side], event.data.marks.read)
    case 'conversation.ended':
      return say.chatEnded(event.data.conversationId, say.chatSides[event.data.by])
    case 'conversation.wrappedUp':
      return say.chatWrappedUp(who, event.data.conversationId, event.data.wrapUpCode ?? '–')
    case 'message.sent':
      return say.chatMessage(event.data.conversationId, event.data.seq, say.chatSides[event.data.from])
    case 'recording.asked':
      return say.recordingAsked(who)
    case 'recording.callAdded':
      return say.recordingCallAdded(who, event.data.call.party)
    case 'recording.callEnded':
      return say.recordingCallEnded(who)
    case 'recording.begun':
      return say.recordingBegun(who)
    case 'recording.paused':
      return say.recordingPaused(nameOf(event.data.by), who)
    case 'recording.resumed':
      return say.recordingResumed(nameOf(event.data.by), who)
    case 'recording.stopped':
      return say.recordingStopped(who)
    case 'recording.finished':
      return say.recordingFinished(who, event.data.parts)
    case 'recording.stored':
      return say.recordingStored(who)
    case 'recording.failed':
      return say.recordingFailed(who, say.recordingFailures[event.data.failure])
    case 'recording.listed': {
      const { agentId } = event.data
      return say.recordingListed(nameOf(event.by), agentId === null ? null : nameOf(agentId))
    }
    case 'recording.watched':
      return say.recordingWatched(nameOf(event.by), who)
    case 'recording.removed':
      return say.recordingRemoved(who)
    case 'recorder.revoked':
      return say.recorderRevoked(nameOf(event.by), event.data.recorderId)
    case 'customer.signedIn':
      return say.customerIn(event.data.customerId, event.data.projectId, event.data.origin, event.data.isVerified)
    case 'customer.signedOut':
      return say.customerOut(event.data.customerId, event.data.projectId, say.customerCauses[event.data.cause])
    case 'chatKey.created':
      return say.chatKeyCreated(nameOf(event.by), event.data.projectId, event.data.kid)
    case 'chatKey.revoked':
      return say.chatKeyRevoked(nameOf(event.by), event.data.projectId, event.data.kid)
    case 'note.saved':
      return say.note(who)
    case 'user.created':
      return say.userCreated(by ?? texts.audit.system, event.data.username)
    case 'user.changed':
      return say.userChanged(by ?? who, who, event.data.fields.join(', '))
    case 'user.disabled':
      return say.userDisabled(by ?? texts.audit.system, event.data.username)
    case 'user.enabled':
      return say.userEnabled(by ?? texts.audit.system, event.data.username)
    case 'password.changed':
      return say.password(who)
    case 'secondFactor.enrolled':
      return say.factorEnrolled(who)
    case 'secondFactor.removed':
      return say.factorRemoved(by ?? texts.audit.system, who)
    case 'preference.changed':
      return say.preference(nameOf(event.by), event.data.key, event.data.level, JSON.stringify(event.data.value))
    case 'preference.reset':
      return say.preferenceReset(nameOf(event.by), event.data.key, event.data.level)
    case 'preferences.reloaded':
      return say.reloaded(nameOf(event.by))
    case 'settings.changed':
      return say.settings(nameOf(event.by), event.data.kind, event.data.id, event.data.change)
    default:
      return Reflect.get(event, 'kind')
  }
}

/** The application that signed in, where it is not the desk itself. */
function companionOf({ application = ownApplication }: { readonly application?: string }): string | null {
  return application === ownApplication ? null : application
}
