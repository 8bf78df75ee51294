import type { EventKind, FeedEvent, Interaction, MediumStatus } from '@hotseat/core'
import type { TenantStore } from '../../store/store.ts'
import { showStatus } from './runtime.ts'

/** What is pushed to a client. `seqNo` is the place in the tenant's feed: it only grows, with gaps. */
export type Push = { readonly pushType: string; readonly seqNo: number; readonly data: Readonly<Record<string, unknown>> }

/** The pushes by what happened; what is not here is no business of this API. */
const pushTypes: Partial<Record<EventKind, string>> = {
  'session.started': 'UserSessionCreatedPush',
  'session.connected': 'UserSessionUpdatedPush',
  'session.dropped': 'UserSessionUpdatedPush',
  'session.ended': 'UserSessionTerminatedPush',
  'agent.signedIn': 'UserCCRuntimeUpdatedPush',
  'agent.signedOut': 'UserCCRuntimeUpdatedPush',
  'agent.stateChanged': 'UserCCRuntimeUpdatedPush',
  'agent.pendingChanged': 'UserCCRuntimeUpdatedPush',
  'agent.lost': 'UserCCRuntimeUpdatedPush',
  'agent.restored': 'UserCCRuntimeUpdatedPush',
  'agent.campaignsChanged': 'UserCampaignsUpdatedPush',
  'agent.messaged': 'UserMessagePush',
  'interaction.offered': 'UserCallModelCreatedPush',
  'interaction.answered': 'UserCallModelUpdatedPush',
  'interaction.held': 'UserCallModelUpdatedPush',
  'interaction.retrieved': 'UserCallModelUpdatedPush',
  'interaction.ended': 'UserCallModelUpdatedPush',
  'interaction.wrappedUp': 'UserCallModelUpdatedPush',
  'preference.changed': 'ServerPreferenceUpdatedPush',
  'preference.reset': 'ServerPreferenceUpdatedPush',
  'preferences.reloaded': 'ServerPreferenceStoreReloadedPush',
}

/** Fills the quiet, and tells how far the client is. */
export function pingPush(seqNo: number): Push {
  return { pushType: 'PingPush', seqNo, data: {} }
}

/** What was missed is too old or too much to be sent again: the client reads everything anew. */
export function resyncPush(seqNo: number): Push {
  return { pushType: 'ResyncPush', seqNo, data: {} }
}

/** An event as a push; null when there is none for it. `nameOf` gives a user's name by id. */
export async function encodePush(
  store: Pick<TenantStore, 'get'>,
  nameOf: (userId: string) => Promise<string>,
  event: FeedEvent,
): Promise<Push | null> {
  const pushType = pushTypes[event.kind]
  if (pushType === undefined || !(await isOurs(store, event))) return null
  const userId = event.userId === null ? null : await nameOf(event.userId)
  return { pushType, seqNo: event.offset, data: { userId, at: event.at, ...(await dataOf(store, event)) } }
}

/** This API knows one session a person, its own: those of other applications at the desk are none of it. */
async function isOurs(store: Pick<TenantStore, 'get'>, event: FeedEvent): Promise<boolean> {
  if (!isOfSession(event)) return true
  return (await store.get('sessions', { id: event.data.sessionId }))?.application === 'ameyo'
}

type SessionEvent = Extract<FeedEvent, { kind: `session.${string}` }>

function isOfSession(event: FeedEvent): event is SessionEvent {
  return event.kind.startsWith('session.')
}

async function dataOf(store: Pick<TenantStore, 'get'>, event: FeedEvent): Promise<Readonly<Record<string, unknown>>> {
  switch (event.kind) {
    case 'agent.stateChanged':
    case 'agent.pendingChanged':
      return runtimeOf(store, event.data.status)
    case 'agent.signedIn':
    case 'agent.lost':
    case 'agent.restored':
      return runtimeOf(store, event.data.agent.states[0])
    case 'agent.signedOut':
      return runtimeOf(store, undefined)
    case 'agent.campaignsChanged':
      return { campaignIds: event.data.campaigns }
    case 'agent.messaged':
      return { message: event.data.text, from: event.data.from }
    case 'session.started':
      return { sessionId: event.data.sessionId, status: 'created' }
    case 'session.connected':
      return { sessionId: event.data.sessionId, status: 'connected' }
    case 'session.dropped':
      return { sessionId: event.data.sessionId, status: 'dropped' }
    case 'session.ended':
      return { sessionId: event.data.sessionId, status: 'terminated', reason: event.data.reason }
    case 'interaction.offered':
      return callOf(event.data.interaction, 'ringing')
    case 'interaction.answered':
    case 'interaction.retrieved':
      return callOf(event.data.interaction, 'connected')
    case 'interaction.held':
      return callOf(event.data.interaction, 'held')
    case 'interaction.ended':
      return callOf(event.data.interaction, 'hungup')
    case 'interaction.wrappedUp':
      return callOf(event.data.interaction, 'disposed')
    default:
      return {}
  }
}

async function runtimeOf(store: Pick<TenantStore, 'get'>, status: MediumStatus | undefined) {
  return { medium: status?.medium ?? null, ...(await showStatus(store, status)) }
}

function callOf({ id, campaign, party, direction }: Interaction, status: string) {
  return { crtObjectId: id, campaignId: campaign, phone: party, direction, status }
}
