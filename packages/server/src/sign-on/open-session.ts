import { accepted, decideSignInPlace, isAgentRole, type Result, recorderApplication, type SignInPlan } from '@hotseat/core'
import type { SessionDocument } from '@hotseat/protocol'
import { commandAgent } from '../agent/command-agent.ts'
import type { Deps } from '../deps.ts'
import type { Meta } from '../meta.ts'
import type { House } from '../preferences/tenant-settings.ts'
import type { Transaction } from '../store/store.ts'
import type { AccountRow, BrowserRow, MemberRow, SessionRow } from '../store/tables.ts'
import type { Answer, RequestFacts } from '../use-case.ts'
import { findSlot, holdsOnly, type Slot } from './browser.ts'
import { issueCredential } from './credential.ts'
import type { Device } from './device-key.ts'
import { endDesk } from './end-desk.ts'
import { endSession } from './end-session.ts'
import { endWork } from './end-work.ts'
import { findOccupant } from './find-occupant.ts'
import { findWork } from './find-work.ts'
import { liveSessionsOf } from './live-sessions-of.ts'
import { chooseMedia, chooseSeat, type SeatWish } from './seat.ts'
import { withDeadline } from './session-deadline.ts'
import { buildSessionDocument } from './session-document.ts'
import { createSessionId } from './tokens.ts'

/** Who begins to work, where and how; their right to it was checked before. */
export type Opening = {
  readonly member: MemberRow
  readonly account: AccountRow
  readonly house: House
  readonly device: Device | null
  readonly subId: string
  readonly credential: 'cookie' | 'bearer'
  readonly wish: SeatWish
  readonly application: string
  readonly takeOver: boolean
  /** The last real authentication, and how long it carries (S-23). */
  readonly authenticatedAt: number
  readonly expiresAt: number
  /** Where nobody did anything just now: when somebody last did. */
  readonly activeAt?: number
  /** The browser that the request's cookie names. */
  readonly browser: BrowserRow | undefined
  readonly facts: RequestFacts
}

/** The answer, and sessions of other tenants whose place was taken: to be ended there. */
export type Opened = { readonly answer: Answer<SessionDocument>; readonly replaced: readonly Slot[] }

/** Opens a session, or goes on with the one of this very tab, and seats the agent: one unit of work, all or nothing. */
export async function openSession(deps: Deps, tx: Transaction, opening: Opening, meta: Meta): Promise<Result<Opened>> {
  const { member, house, device, subId, facts } = opening
  // A recorder is no place to work at: it leaves the agent where they sit (spec RC18).
  const isAgent = isAgentRole(member.role) && opening.application !== recorderApplication
  const own = await liveSessionsOf(tx, member.id)
  const desk = opening.credential === 'cookie' ? (opening.browser ?? (await browserOfDevice(tx, own, device))) : undefined
  // Whoever brings no cookie is at this desk, but gets none that opens what others left there.
  const isTheirs = desk !== undefined && (desk === opening.browser || (await holdsOnly(tx, desk, member.id)))
  const browser = isTheirs ? desk : undefined
  const agentRow = isAgent ? await tx.get('agents', { userId: member.id }) : undefined
  const working = agentRow && (await findWork(tx, agentRow.agent, member, meta.at))

  // The session of a published API's client hangs on its token, whatever device proved itself at the sign-in.
  const key = facts.client === undefined ? device : null
  const deskId = key?.id ?? deskOfClient(facts)

  const seat = isAgent ? await chooseSeat(tx, opening.wish, member, working) : null
  if (seat?.ok === false) return seat
  const plan = decideSignInPlace({
    userId: member.id,
    role: member.role,
    subId,
    browserId: desk?.id ?? null,
    deviceId: deskId,
    application: opening.application,
    takeOver: opening.takeOver,
    onePlace: facts.onePlace ?? false,
    own,
    seat: working ?? null,
    occupant: await findOccupant(tx, seat?.value.extension ?? null, member.id),
  })
  if (!plan.ok) return plan

  await endOthers(tx, plan.value, member.id, meta)
  const taken = [findSlot(browser, subId), facts.replaces].filter((slot) => slot && slot.sessionId !== plan.value.sessionId)
  const replaced = await replace(
    tx,
    taken.filter((slot) => slot !== undefined),
    member.id,
    meta,
  )
  const previous = own.find(({ id }) => id === plan.value.sessionId)
  const started: SessionRow = {
    ...(previous ?? newSession(deps, tx, meta.at)),
    userId: member.id,
    subId,
    role: member.role,
    credential: opening.credential,
    deviceKey: key?.key ?? null,
    deviceId: deskId,
    application: previous?.application ?? opening.application,
    authenticatedAt: opening.authenticatedAt,
    expiresAt: opening.expiresAt,
    activeAt: opening.activeAt ?? meta.at,
    // Of a session that goes on without a socket, too, the grace period runs from the sign-in (spec PS3).
    droppedAt: previous?.droppedAt === null ? null : meta.at,
    address: facts.address,
    userAgent: facts.userAgent,
  }
  // Ending others may have changed the browser's row, so it is read again.
  const kept = browser && ((await tx.system.get('browsers', { id: browser.id })) ?? { ...browser, sessions: {} })
  const credential = await issueCredential(deps, tx, started, kept, facts)
  if (opening.application !== recorderApplication) await rememberDevice(tx, member.id, device, meta.at)
  await tx.emit({ kind: 'session.started', userId: member.id, data: startedData(started, facts) }, meta)

  let agent = working
  if (seat !== null) {
    const media = chooseMedia(house.media, opening.wish.media, working)
    const command = { type: 'signIn', sessionId: started.id, media, goesOn: working !== undefined, ...seat.value } as const
    const signedIn = await commandAgent(tx, member.id, command, house.rules, meta)
    if (!signedIn.ok) return signedIn
    agent = signedIn.value
  }
  const session = withDeadline(credential.session, agent, house.preferences)
  tx.put('sessions', session)

  const document = await buildSessionDocument(tx.system, deps.secrets, {
    tenantId: tx.tenantId,
    session,
    member,
    account: opening.account,
    agent,
    preferences: house.preferences,
    offset: await tx.head(),
    ...(credential.accessToken && { accessToken: credential.accessToken }),
  })
  return accepted({ answer: { document, ...(credential.cookie && { cookie: credential.cookie }) }, replaced })
}

/** Stands where a device's thumbprint would, and can be none: that has no colon (spec SO28). */
function deskOfClient({ client }: RequestFacts): string | null {
  return client === undefined ? null : `client:${client}`
}

/** A client whose cookie was lost on the way is known by its device key, so that the same request twice is one session (S-29). */
async function browserOfDevice(tx: Transaction, own: readonly SessionRow[], device: Device | null) {
  const known = device && own.find(({ deviceId, browserId }) => deviceId === device.id && browserId !== null)
  return known?.browserId ? tx.system.get('browsers', { id: known.browserId }) : undefined
}

async function endOthers(tx: Transaction, plan: SignInPlan, userId: string, meta: Meta): Promise<void> {
  for (const { sessionId, userId: theirs, reason } of plan.ends) {
    const session = await tx.get('sessions', { id: sessionId })
    // One's own work goes on in the new session; somebody else's is over, in all their applications.
    if (theirs !== userId) await endWork(tx, theirs, reason, meta)
    else if (session) await endSession(tx, session, reason, meta, { keepAgent: true })
  }
}

/**
 * Ends what stood where this session stands now: under the same label of the same browser, where it would be left without a
 * cookie, or in the hand of the same client. One's own work goes on here. Answers what other tenants have to end.
 */
async function replace(tx: Transaction, slots: readonly Slot[], userId: string, meta: Meta): Promise<readonly Slot[]> {
  for (const { tenant, sessionId } of slots) {
    const session = tenant === tx.tenantId ? await tx.get('sessions', { id: sessionId }) : undefined
    if (session?.userId === userId) await endSession(tx, session, 'replaced', meta, { keepAgent: true })
    else if (session) await endDesk(tx, session, 'replaced', meta)
  }
  return slots.filter(({ tenant }) => tenant !== tx.tenantId)
}

/** A session that no socket holds yet. */
function newSession(deps: Deps, tx: Transaction, now: number) {
  return {
    id: createSessionId(deps.random, tx.tenantId),
    browserId: null,
    tokenHash: null,
    tokenExpiresAt: null,
    startedAt: now,
    connectedNode: null,
    dueAt: null,
    endedAt: null,
    endReason: null,
    usedChallenges: [],
  }
}

/** A device that signs in with the right password is known from now on, and no longer revoked. */
async function rememberDevice(tx: Transaction, userId: string, device: Device | null, now: number): Promise<void> {
  if (device === null) return
  const known = await tx.get('devices', { userId, deviceId: device.id })
  const firstSeenAt = known?.revokedAt === null ? known.firstSeenAt : now
  tx.put('devices', { userId, deviceId: device.id, firstSeenAt, lastSeenAt: now, revokedAt: null })
}

function startedData({ id, subId, role, credential, application }: SessionRow, { address }: RequestFacts) {
  return { sessionId: id, subId, role, credential, application, address }
}
