import { mayDo, normaliseUsername } from '@hotseat/core'
import { Password } from '@hotseat/protocol'
import { type Static, Type } from 'typebox'
import { Refused } from '../../http/problem.ts'
import type { Caller } from '../../use-case.ts'
import type { AdapterParts, VendorRoute } from '../adapter.ts'
import { createQueryReader } from '../read-query.ts'
import { requireAnswer } from '../require-answer.ts'
import { type Admit, isOwnName, requireOwnSession } from './admit.ts'
import type { Jwts } from './jwt.ts'
import { findLogoutReason } from './reasons.ts'
import { type AmeyoCall, route, routeWithBody } from './route.ts'

const UserId = Type.String({ minLength: 1, maxLength: 300 })
const Reason = Type.Optional(Type.Union([Type.String({ maxLength: 300 }), Type.Integer(), Type.Null()]))
const LogoutBody = Type.Object({ sessionId: Type.String({ maxLength: 200 }), reason: Reason })
const UserBody = Type.Object({ userId: UserId, reason: Reason })
const PasswordBody = Type.Object({ userId: Type.Optional(UserId), oldPassword: Password, newPassword: Password })
const readMaximumQuery = createQueryReader(Type.Object({ userId: Type.Optional(UserId) }))

/** What becomes of sessions and passwords, and how many failed keep-alives a user's client puts up with. */
export function sessionRoutes(parts: AdapterParts, admit: Admit, jwts: Jwts): readonly VendorRoute[] {
  const { perform, deps } = parts

  async function logout(call: AmeyoCall, { sessionId, reason }: Static<typeof LogoutBody>) {
    requireOwnSession(call, sessionId)
    const { caller, facts } = call
    const reasonCode = await findLogoutReason(parts, call, reason)
    const body = reasonCode === undefined ? {} : { reasonCode }
    requireAnswer(await perform('signOut', caller, { body }, facts))
    return { sessionId, status: 'logged.out' }
  }

  async function refresh(call: AmeyoCall, { userId }: Static<typeof UserBody>) {
    if (!isOwnName(call, userId)) throw new Refused({ code: 'permission.denied' })
    return { jwtToken: jwts.issue(call.claims) }
  }

  /** Oneself, anybody for who manages users, agents for who acts on the floor. */
  async function terminate(call: AmeyoCall, { userId }: Static<typeof UserBody>) {
    const { caller, facts } = call
    const { role } = caller.member
    if (isOwnName(call, userId)) {
      requireAnswer(await perform('signOut', caller, { body: { everywhere: true } }, facts))
    } else {
      const params = { id: await findMemberId(caller, userId) }
      const actsOnFloor = !mayDo(role, 'users.manage') && mayDo(role, 'floor.act')
      requireAnswer(
        actsOnFloor
          ? await perform('forceSignOut', caller, { params, body: {} }, facts)
          : await perform('endUserSessions', caller, { params }, facts),
      )
    }
    return { userId, status: 'sessions.terminated' }
  }

  async function changePassword(call: AmeyoCall, { userId, oldPassword, newPassword }: Static<typeof PasswordBody>) {
    if (userId !== undefined && !isOwnName(call, userId)) throw new Refused({ code: 'permission.denied' })
    const body = { current: oldPassword, next: newPassword }
    requireAnswer(await perform('changePassword', call.caller, { body }, call.facts))
    return { userId: call.caller.member.username, status: 'password.changed' }
  }

  async function showMaximum(call: AmeyoCall) {
    const { caller, facts, request } = call
    const { userId = caller.member.username } = readMaximumQuery(request.query)
    const query = isOwnName(call, userId) ? {} : { as: await findMemberId(caller, userId) }
    const { preferences } = requireAnswer(await perform('preferences', caller, { query }, facts))
    const maximum = preferences.find(({ key }) => key === 'continuity.maxPingFailures')
    return { userId, maxPingFailureCount: maximum?.value }
  }

  /** A name that nobody has stays as it is: whether the caller may ask at all is answered first. */
  async function findMemberId({ tenantId }: Caller, userId: string): Promise<string> {
    const where = { username: normaliseUsername(userId) }
    const [member] = await deps.store.tenant(tenantId).find('members', { where, limit: 1 })
    return member?.id ?? userId.slice(0, 128)
  }

  return [
    routeWithBody((request) => admit(request, { beforeSecondFactor: true }), 'POST', 'session/userLogout', LogoutBody, logout),
    routeWithBody(admit, 'POST', 'session/refreshToken', UserBody, refresh),
    routeWithBody(admit, 'POST', 'session/terminateAllSessionsForUser', UserBody, terminate),
    { ...routeWithBody(admit, 'POST', 'session/changePassword', PasswordBody, changePassword), verifiesPassword: true },
    route(admit, 'GET', 'session/getMaxPingFailureCountForUser', showMaximum),
  ]
}
