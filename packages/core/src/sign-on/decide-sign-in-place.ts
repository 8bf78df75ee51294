import type { EndReason } from '../end-reason.ts'
import { accepted, type Result, refused } from '../result.ts'
import { isAgentRole, type Role } from '../roles.ts'

/** A session that is live at the moment of a sign-in. */
export type LiveSession = {
  readonly id: string
  readonly userId: string
  readonly subId: string
  readonly browserId: string | null
  readonly deviceId: string | null
  /** Which application signed in: `ownApplication`, a published API, or a companion's own name. */
  readonly application: string
  readonly startedAt: number
}

/** What signs in when it does not say what it is: the desk, and whatever is built on the SDK. */
export const ownApplication = 'hotseat'

/** The recorder of an agent's machine: it is told what to do, and nobody sits there (spec RC18). */
export const recorderApplication = 'recorder'

/** Who signs in (their password was right), where, and what is live already. */
export type SignInSituation = {
  readonly userId: string
  readonly role: Role
  readonly subId: string
  /** The browser that the request's cookie names; null without one. */
  readonly browserId: string | null
  /** Thumbprint of the device key that came with the request. */
  readonly deviceId: string | null
  readonly application: string
  readonly takeOver: boolean
  /** The API that asks knows one session a person, whatever their role (spec SO29). */
  readonly onePlace?: boolean
  /** The user's own live sessions in this tenant. */
  readonly own: readonly LiveSession[]
  /** Where the user works now, if they are an agent at work: named in the refusal. */
  readonly seat: { readonly extension: string | null; readonly place: string | null } | null
  /** The session that holds the wanted extension; null when it is free. */
  readonly occupant: LiveSession | null
}

/** What the sign-in is to do: go on with `sessionId` or start a new session, and end others first. */
export type SignInPlan = {
  /** The session of this very tab that goes on; null: a new one. */
  readonly sessionId: string | null
  readonly ends: readonly { readonly sessionId: string; readonly userId: string; readonly reason: EndReason }[]
}

/**
 * What a sign-in means for sessions that are live already (spec SO20–SO25, SO29, SO31). Agents work at one desk, where each
 * application has its own session; the other roles may be in many places. Whoever comes later to an extension has it.
 */
export function decideSignInPlace(situation: SignInSituation): Result<SignInPlan> {
  const { role, own, subId, takeOver, onePlace, seat } = situation
  const same = own.find((session) => session.subId === subId && isSameDesk(session, situation))
  const elsewhere = isAgentRole(role) || onePlace ? own.filter((session) => isElsewhere(session, situation)) : []
  const [first] = elsewhere
  if (first !== undefined && !takeOver) {
    const facts = { place: seat?.place ?? null, extension: seat?.extension ?? null, since: first.startedAt }
    return refused('signIn.elsewhere', { facts })
  }
  return accepted({
    sessionId: same?.id ?? null,
    ends: [
      ...[...elsewhere, ...leftBehind(situation, elsewhere)].map(({ id, userId }) => takenOver(id, userId)),
      ...displaced(situation),
    ],
  })
}

/** The same application somewhere else. What other applications have is the same desk's: CTI, phone and recorder beside it. */
function isElsewhere(session: LiveSession, situation: SignInSituation): boolean {
  return session.application === situation.application && !isSameDesk(session, situation)
}

/**
 * What an agent's other applications have in a browser that is left, and the recorder of the desk that is left: nobody sits there
 * any more. Another client without a cookie may be at any desk, so it stays; an address would not tell, as a person's changes and
 * many share one.
 */
function leftBehind({ role, own, application }: SignInSituation, elsewhere: readonly LiveSession[]): readonly LiveSession[] {
  if (!isAgentRole(role)) return []
  const left = new Set(elsewhere.flatMap(({ browserId }) => browserId ?? []))
  const isLeft = (session: LiveSession) =>
    session.browserId === null ? session.application === recorderApplication && elsewhere.length > 0 : left.has(session.browserId)
  return own.filter((session) => session.application !== application && isLeft(session))
}

function takenOver(sessionId: string, userId: string): SignInPlan['ends'][number] {
  return { sessionId, userId, reason: 'takenOver' }
}

/** A browser is known by its cookie; a client without one by its device key. */
function isSameDesk(session: LiveSession, { browserId, deviceId }: SignInSituation): boolean {
  if (session.browserId !== null || browserId !== null) return session.browserId === browserId
  return session.deviceId !== null && session.deviceId === deviceId
}

function displaced({ occupant, userId }: SignInSituation): SignInPlan['ends'] {
  if (occupant === null || occupant.userId === userId) return []
  return [{ sessionId: occupant.id, userId: occupant.userId, reason: 'extensionTaken' }]
}
