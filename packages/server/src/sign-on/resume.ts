import { accepted, decideResume, isAgentRole, type Refusal, type Result, refused } from '@hotseat/core'
import type { ResumeBody, ResumeDocument } from '@hotseat/protocol'
import { saveNote } from '../agent/note.ts'
import { showEvent } from '../audit/read-events.ts'
import type { Deps } from '../deps.ts'
import { listenerOf } from '../feed/listener-of.ts'
import type { Meta } from '../meta.ts'
import type { House, TenantSettings } from '../preferences/tenant-settings.ts'
import type { Transaction } from '../store/store.ts'
import type { SessionRow } from '../store/tables.ts'
import type { Answer, Handlers, RequestFacts } from '../use-case.ts'
import { issueCredential } from './credential.ts'
import { followSwitch } from './follow-switch.ts'
import { isRecorder } from './live-sessions-of.ts'
import { readMissedEvents } from './missed-events.ts'
import { restoreAgent } from './restore-agent.ts'
import { findResumeBrowser } from './resume-browser.ts'
import { type Claim, readClaim } from './resume-claim.ts'
import { isWornOut, useChallenge } from './resume-proof.ts'
import { withDeadline } from './session-deadline.ts'
import { buildSessionDocument } from './session-document.ts'
import { createSessionId, findTenantId } from './tokens.ts'

type Resumed = Result<Answer<ResumeDocument>>
type Request = { readonly body: ResumeBody; readonly facts: RequestFacts }

/**
 * Brings a session back by proof of its device key: the same one, or, when the loss had ended it, its work in a new one.
 * No password, no lockout (S-14), no longer lifetime (S-23). One unit of work.
 */
export function createResume(deps: Deps, settings: TenantSettings): Handlers['resume'] {
  return async (request) => {
    const { body, facts } = request
    const isFresh = deps.challenges.check(body.challenge)
    const tenant = await deps.store.system.get('tenants', { id: findTenantId(body.sessionId) ?? '' })
    const session = tenant && (await deps.store.tenant(tenant.id).get('sessions', { id: body.sessionId }))
    const message = `hotseat-resume\n${facts.origin}\n${body.sessionId}\n${body.challenge}`
    const fits = session?.deviceKey ? deps.signatures.verify(session.deviceKey, message, body.signature) : false
    // Who cannot prove the key learns nothing, and costs nothing more.
    if (!isFresh || !tenant || !session || !fits) return unproven(isFresh)

    const moved = session.endReason === 'tenantSwitched' ? await followSwitch(deps, settings, session, facts) : null
    const there = moved ?? { tenant, session }
    // Another tenant's feed and note are others: what the client has seen and typed is not about them.
    const { offset: _, snapshot: __, ...bare } = body
    const asks = moved ? { body: bare, facts } : request
    const house = await settings.houseOf(there.tenant.id, { userId: there.session.userId, role: there.session.role })
    return deps.store.tenant(there.tenant.id).transact(async (tx) => {
      const meta = { at: deps.clock.now(), by: there.session.userId }
      const claim = await readClaim(tx, there.tenant, there.session.id, body.challenge)
      if (claim === null) return unproven(true)
      if (isWornOut(claim.session, meta.at)) return refused('rate.limited', { facts: { retryAfterMs: 10_000 } })
      const idleMs = house.preferences['session.idleMs']
      // Nobody does anything at a recorder (spec RC18).
      const activeMsAgo = isRecorder(claim.session) ? undefined : body.activeMsAgo
      const decision = decideResume(claim.facts, { now: meta.at, idleMs, activeMsAgo })
      if (!decision.ok) return refuse(tx, claim.session, facts, decision.refusal, meta)
      const browser = await findResumeBrowser(tx, claim.target, facts.browserToken)
      if (browser === 'occupied') return refuse(tx, claim.session, facts, { code: 'resume.takenOver' }, meta)
      return comeBack(deps, tx, { claim, house, browser, ...decision.value, request: asks }, meta)
    })
  }
}

type Return = {
  readonly claim: Claim
  readonly house: House
  readonly browser: Exclude<Awaited<ReturnType<typeof findResumeBrowser>>, 'occupied'>
  readonly outcome: ResumeDocument['outcome']
  readonly activeAt: number
  readonly request: Request
}

async function comeBack(
  deps: Deps,
  tx: Transaction,
  { claim, house, browser, outcome, activeAt, request: { body, facts } }: Return,
  meta: Meta,
): Promise<Resumed> {
  const { member, account, session: asked, target } = claim
  const used = useChallenge(asked, body.challenge, meta.at)
  const awayMs = Math.max(0, meta.at - (asked.droppedAt ?? meta.at))
  // A session that a loss ended stays ended; it remembers the challenge, and its work moves on.
  if (target.id !== asked.id || asked.endedAt !== null) tx.put('sessions', used)
  const going = target.endedAt === null ? (target.id === asked.id ? used : target) : successorOf(deps, tx, target, meta.at)
  const fresh: SessionRow = {
    ...going,
    activeAt: Math.max(going.activeAt, activeAt),
    address: facts.address,
    userAgent: facts.userAgent,
    // The grace period runs anew until the socket is open.
    droppedAt: going.droppedAt === null ? null : meta.at,
  }
  const credential = await issueCredential(deps, tx, fresh, browser, facts)
  const previousSessionId = fresh.id === asked.id ? null : asked.id
  const data = { sessionId: fresh.id, role: fresh.role, application: fresh.application, outcome, previousSessionId, awayMs }
  await tx.emit({ kind: 'session.resumed', userId: member.id, data }, meta)

  const returned = { member, agent: claim.agent, sessionId: credential.session.id }
  // A recorder that is back does not say that the agent is (spec RC18).
  const agent = isRecorder(fresh) ? accepted(claim.agent) : await restoreAgent(tx, returned, house.rules, meta)
  if (!agent.ok) return agent
  if (body.snapshot?.note && isAgentRole(member.role)) await saveNote(tx, member.id, body.snapshot.note, meta.at)
  const session = withDeadline(credential.session, agent.value, house.preferences)
  tx.put('sessions', session)

  const missed = await readMissedEvents(tx, listenerOf(member, session), body.offset)
  const document = await buildSessionDocument(tx.system, deps.secrets, {
    tenantId: tx.tenantId,
    session,
    member,
    account,
    agent: agent.value,
    preferences: house.preferences,
    offset: await tx.head(),
    ...(credential.accessToken && { accessToken: credential.accessToken }),
  })
  return accepted({
    document: { ...document, outcome, awayMs, gap: missed.gap, events: missed.events.map(showEvent) },
    ...(credential.cookie && { cookie: credential.cookie }),
  })
}

/** A new session for the work of one that a lost connection ended; the lifetime is the old one's (S-23). */
function successorOf(deps: Deps, tx: Transaction, ended: SessionRow, now: number): SessionRow {
  return {
    ...ended,
    id: createSessionId(deps.random, tx.tenantId),
    startedAt: now,
    connectedNode: null,
    droppedAt: now,
    endedAt: null,
    endReason: null,
    usedChallenges: [],
  }
}

function unproven(isFresh: boolean): Resumed {
  return refused(isFresh ? 'resume.unknown' : 'resume.challenge')
}

/** Tells a refusal to whoever held the key: to the person, and to the audit trail (S-64). */
async function refuse(
  tx: Transaction,
  session: SessionRow,
  { address }: RequestFacts,
  refusal: Refusal,
  meta: Meta,
): Promise<Resumed> {
  const data = { sessionId: session.id, code: refusal.code, address }
  await tx.emit({ kind: 'resume.refused', userId: session.userId, data }, meta)
  return { ok: false, refusal }
}
