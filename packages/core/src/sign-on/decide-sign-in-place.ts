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
  readonly startedAt: number
}

/** Who signs in (their password was right), where, and what is live already. */
export type SignInSituation = {
  readonly userId: string
  readonly role: Role
  readonly subId: string
  /** The browser that the request's cookie names; null without one. */
  readonly browserId: string | null
  /** Thumbprint of the device key that came with the request. */
  readonly deviceId: string | null
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
 * What a sign-in means for sessions that are live already (spec SO20–SO25, SO29). Agents work at one browser or device at a time;
 * the other roles may be in many places. Whoever comes later to an extension has it.
 */
export function decideSignInPlace(situation: SignInSituation): Result<SignInPlan> {
  const { role, own, subId, takeOver, onePlace, seat } = situation
  const same = own.find((session) => session.subId === subId && isSameDesk(session, situation))
  const elsewhere = isAgentRole(role) || onePlace ? own.filter((session) => !isSameDesk(session, situation)) : []
  const [first] = elsewhere
  if (first !== undefined && !takeOver) {
    const facts = { place: seat?.place ?? null, extension: seat?.extension ?? null, since: first.startedAt }
    return refused('signIn.elsewhere', { facts })
  }
  return accepted({
    sessionId: same?.id ?? null,
    ends: [
      ...elsewhere.map(({ id, userId }) => ({ sessionId: id, userId, reason: 'takenOver' as const })),
      ...displaced(situation),
    ],
  })
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
