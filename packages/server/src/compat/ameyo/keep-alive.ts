import { type Static, Type } from 'typebox'
import type { AdapterParts, VendorRoute } from '../adapter.ts'
import { type Admit, requireOwnSession } from './admit.ts'
import type { Names } from './names.ts'
import { readPushes } from './read-pushes.ts'
import { type AmeyoCall, routeWithBody } from './route.ts'

const KeepAliveBody = Type.Object({
  sessionId: Type.String({ maxLength: 200 }),
  listenerName: Type.Optional(Type.Union([Type.String({ maxLength: 300 }), Type.Null()])),
  lastProcessedPushId: Type.Optional(Type.Union([Type.Integer({ minimum: -1 }), Type.Null()])),
  pushesFollowPing: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
})

/**
 * `POST session/keepAliveWithPingPush`, which clients send every 20 s. A client that says what it processed last is given
 * what came after it; -1 is everything since its sign-in.
 */
export function keepAliveRoute(parts: AdapterParts, admit: Admit, names: Names): VendorRoute {
  async function keepAlive(call: AmeyoCall, body: Static<typeof KeepAliveBody>) {
    const { caller, claims } = call
    requireOwnSession(call, body.sessionId)
    const last = body.pushesFollowPing === false ? null : (body.lastProcessedPushId ?? null)
    const after = last === -1 ? claims.offset : last
    return { sessionId: caller.session.id, pushes: after === null ? [] : await readPushes(parts, names, caller, after) }
  }
  return routeWithBody(admit, 'POST', 'session/keepAliveWithPingPush', KeepAliveBody, keepAlive)
}
