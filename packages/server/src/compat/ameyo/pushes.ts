import { Type } from 'typebox'
import { Refused } from '../../http/problem.ts'
import type { AdapterParts, VendorRoute } from '../adapter.ts'
import { createQueryReader } from '../read-query.ts'
import type { Admit } from './admit.ts'
import type { Names } from './names.ts'
import { PushStream } from './push-stream.ts'
import { type AmeyoCall, route } from './route.ts'

const readQuery = createQueryReader(
  Type.Object({
    'listener-name': Type.Optional(Type.String({ maxLength: 300 })),
    lastProcessedPush: Type.Optional(Type.String({ pattern: '^(-1|\\d{1,15})$' })),
  }),
)
/** One session has no use for more; the oldest gives way. */
const streamsASession = 4

/** `POST pushes`, and what ends the streams: the session's end, and the server's. */
export function createPushes(parts: AdapterParts, admit: Admit, names: Names): { route: VendorRoute; close(): void } {
  const streams = new Map<string, Set<PushStream>>()
  let closed = false

  parts.hub.onEvent((_tenantId, event) => {
    if (event.kind !== 'session.ended') return
    const { sessionId } = event.data
    // Behind the event itself, which goes out first.
    queueMicrotask(() => {
      for (const stream of streams.get(sessionId) ?? []) stream.end()
    })
  })

  async function open({ caller, claims, request, reply }: AmeyoCall) {
    if (closed) throw new Refused({ code: 'server.draining' })
    const { lastProcessedPush = '-1' } = readQuery(request.query)
    const after = lastProcessedPush === '-1' ? claims.offset : Number(lastProcessedPush)
    const stream = new PushStream(parts, names, caller, after)
    keep(stream)
    // It may have ended while it was looked up, and then nobody says so any more.
    const found = await parts.callers.recheck(caller)
    if (!found.ok) stream.end()
    // The line ends with the stream: a server that stops would wait for one that is kept for another request.
    return reply
      .header('connection', 'close')
      .type('application/x-ndjson; charset=utf-8')
      .header('x-accel-buffering', 'no')
      .send(stream.body)
  }

  function keep(stream: PushStream): void {
    const own = streams.get(stream.sessionId) ?? new Set()
    streams.set(stream.sessionId, own.add(stream))
    const [oldest] = own
    if (own.size > streamsASession) oldest?.end()
    stream.body.once('close', () => {
      own.delete(stream)
      if (own.size === 0) streams.delete(stream.sessionId)
    })
  }

  return {
    route: route(admit, 'POST', 'pushes', open),
    close() {
      closed = true
      for (const own of [...streams.values()]) for (const stream of own) stream.end()
    },
  }
}
