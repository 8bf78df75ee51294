import { createAgent, type FeedEvent } from '@hotseat/core'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { type ReplayTarget, replay } from '../../feed/replay.ts'
import { Refused } from '../../http/problem.ts'
import type { Admitted } from './admit.ts'
import type { GenesysParts } from './desk-lists.ts'
import type { Told } from './encode-event.ts'
import { createEventStream, type EventStream } from './event-stream.ts'
import { createNotificationLine, type NotificationLine } from './notification-line.ts'
import { createOpenStreams } from './open-streams.ts'
import { readFacts } from './read-facts.ts'

/** How often a quiet line is filled, and the session is looked at again (spec CP4). */
const beatMs = 20_000
/** So many beats in a row that nobody took, and nobody is there. */
const lostBeats = 2
/** A client whose line broke comes back after so long. */
const retryMs = 3_000
/** A stopping server's clients come back over this time, one after another. */
const drainOverMs = 5_000

/** The lines of notifications of one node. */
export type Notifications = {
  /** Opens a line for the caller, from the offset in `Last-Event-ID` if there is one (spec GW40–GW49). */
  open(request: FastifyRequest, reply: FastifyReply, who: Admitted): Promise<unknown>
  /** Sends every client elsewhere; no line is opened any more. */
  drain(): Promise<void>
  close(): void
}

/** What of our feed's frames a line reads. */
type Frame =
  | { readonly type: 'hello'; readonly offset: number }
  | { readonly type: 'gap' }
  | ({ readonly type: 'event' } & FeedEvent)

/** Follows the feed as our own sockets do, and tells it in the vendor's words. */
export function createNotifications(parts: GenesysParts): Notifications {
  const streams = createOpenStreams()
  let draining = false

  async function readTold(who: Admitted): Promise<Told> {
    const { tenantId, member } = who.caller
    const row = await parts.deps.store.tenant(tenantId).get('agents', { userId: member.id })
    return { ...(await readFacts(parts, who)), agent: row?.agent ?? createAgent(member.id) }
  }

  async function follow(listening: Listening, follower: ReplayTarget, after: number): Promise<void> {
    const { stream, line, who } = listening
    const { tenantId } = who.caller
    const joinedAt = await replay(parts.deps.store.tenant(tenantId), parts.hub, follower, after)
    if (joinedAt === null) return
    // What came before is not kept. (Or the lists have just changed: then it does no harm.)
    if (!line.isCurrent()) line.startAnew(await readTold(who), joinedAt)
    listening.joinedAt = joinedAt
    // An end that came before the line was joined was told to the others only (S-24).
    await check(stream, who, true)
  }

  /** Looks whether the session may still listen; its presence is renewed only on a sign of the client. */
  async function check(stream: EventStream, { caller, facts }: Admitted, isThere: boolean): Promise<void> {
    const isLetIn = facts.sameOrigin || parts.allowed.hasFor(caller.tenantId, facts.origin)
    const found = await parts.callers.recheck(caller)
    if (!isLetIn || !found.ok || found.value.mustEnrol || found.value.member.role !== caller.member.role) stream.end()
    else if (isThere) await parts.leases.renew(found.value)
  }

  return {
    async open(request, reply, who) {
      if (request.method === 'HEAD') return reply.type('text/event-stream').send('')
      const { tenantId, member, session } = who.caller
      // The order counts: what happens after the offset was read is replayed onto what is read after it (spec GW49).
      const after = readLastEventId(request) ?? (await parts.deps.store.tenant(tenantId).head())
      const told = await readTold(who)
      if (draining) throw new Refused({ code: 'server.draining' })
      const onClose = () => {
        cancel()
        streams.remove(session.id, stream)
        parts.hub.remove(follower)
      }
      const stream = createEventStream({ answer: reply.raw, clock: parts.deps.clock, retryMs, onClose })
      const line = createNotificationLine({
        ...{ stream, told, userId: member.id, sessionId: session.id },
        ...{ readLists: () => parts.lists(who), onFault: parts.onFault },
      })
      const listening: Listening = { stream, line, who, joinedAt: null, awaitedBytes: 0, beatsLost: 0 }
      const follower: ReplayTarget = {
        tenantId,
        viewer: { userId: member.id, role: member.role },
        isOpen: stream.isOpen,
        flushed: stream.flushed,
        send(text) {
          // Our own feed's frame, made a moment ago by `encodeFrame`.
          const frame = JSON.parse(text) as Frame
          if (frame.type === 'gap') line.hold()
          else if (frame.type === 'event') line.onEvent(frame)
          // After a gap the id comes with what stands in for it, or a line that breaks before would have lost it.
          else if (line.isCurrent()) stream.beat(frame.offset)
        },
      }
      const beat = () => {
        if (!stream.isOpen()) return
        const isThere = stream.takenBytes() >= listening.awaitedBytes
        listening.beatsLost = isThere ? 0 : listening.beatsLost + 1
        if (listening.beatsLost === lostBeats) return stream.cut()
        // The id does not go past what waits to be told.
        const { joinedAt } = listening
        if (joinedAt !== null && line.isCurrent()) stream.beat(Math.max(joinedAt, parts.hub.head(tenantId)))
        listening.awaitedBytes = stream.toldBytes()
        check(stream, who, isThere).catch(parts.onFault)
        cancel = parts.deps.clock.after(beatMs, beat)
      }
      let cancel = parts.deps.clock.after(beatMs, beat)
      streams.add(session.id, stream)
      follow(listening, follower, after).catch((error: unknown) => {
        parts.onFault(error)
        stream.end()
      })
      // A connection kept alive after its stream would keep the server from stopping.
      reply.header('connection', 'close').header('x-accel-buffering', 'no')
      return reply.type('text/event-stream; charset=utf-8').send(stream.body)
    },
    async drain() {
      draining = true
      const all = streams.all()
      for (const [index, stream] of all.entries()) stream.end((index * drainOverMs) / all.length)
    },
    close() {
      for (const stream of streams.all()) stream.end()
    },
  }
}

/** An open line, whether it follows live events yet, and what of it the client has to take until the next beat. */
type Listening = {
  readonly stream: EventStream
  readonly line: NotificationLine
  readonly who: Admitted
  joinedAt: number | null
  awaitedBytes: number
  beatsLost: number
}

/** The offset of the last event that a client heard of; null for a client that hears the first time, or writes nonsense. */
function readLastEventId({ headers }: FastifyRequest): number | null {
  const id = headers['last-event-id']
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : null
}
