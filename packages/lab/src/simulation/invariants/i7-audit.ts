import { isDeepStrictEqual } from 'node:util'
import { type Agent, type AgentEvent, createAgent, type EndReason, evolveAgent, type FeedEvent } from '@hotseat/core'
import { firstOf, type Invariant, type View } from './invariant.ts'

type Session = { ended: EndReason | null; connected: boolean }
/** One tenant as its feed alone tells it. */
type Replayed = { agents: Map<string, Agent>; sessions: Map<string, Session>; blocks: Map<string, number[]> }

/** I7: the feed alone reproduces the agents, the sessions and the blocked accounts. */
export function createAudit({ mirror }: View): Invariant {
  const tenants = new Map<string, Replayed>()

  function replay(tenantId: string, event: FeedEvent): void {
    const told = tenants.get(tenantId) ?? { agents: new Map(), sessions: new Map(), blocks: new Map() }
    tenants.set(tenantId, told)
    const { agents, sessions, blocks } = told
    switch (event.kind) {
      case 'session.started':
        sessions.set(event.data.sessionId, sessions.get(event.data.sessionId) ?? { ended: null, connected: false })
        return
      case 'session.resumed':
        if (!sessions.has(event.data.sessionId)) sessions.set(event.data.sessionId, { ended: null, connected: false })
        return
      case 'session.connected':
      case 'session.dropped':
      case 'session.ended': {
        const session = sessions.get(event.data.sessionId)
        if (session === undefined) return
        session.connected = event.kind === 'session.connected'
        if (event.kind === 'session.ended') session.ended = event.data.reason
        return
      }
      case 'signIn.blocked':
        blocks.set(event.data.username, [...(blocks.get(event.data.username) ?? []), event.data.untilAt])
        return
      case 'signIn.unblocked':
        blocks.delete(event.data.username)
        return
    }
    if (isAgentEvent(event)) {
      const userId = event.userId ?? ''
      agents.set(userId, evolveAgent(agents.get(userId) ?? createAgent(userId), event, event.at))
    }
  }

  function compare(tenantId: string, told: Replayed): string | null {
    const agent = firstOf(mirror.rows(tenantId, 'agents'), (row) =>
      isDeepStrictEqual(plain(row.agent), plain(told.agents.get(row.userId) ?? null))
        ? null
        : `the feed tells another ${row.userId}: ${JSON.stringify(told.agents.get(row.userId))} instead of ${JSON.stringify(row.agent)}`,
    )
    return (
      agent ??
      firstOf(mirror.rows(tenantId, 'sessions'), (row) => {
        const session = told.sessions.get(row.id)
        if (session === undefined) return `the feed never told of session ${row.id}`
        if (row.endReason !== session.ended) return `session ${row.id} ended by ${row.endReason}, the feed says ${session.ended}`
        const connected = row.endedAt === null && row.droppedAt === null
        return connected === session.connected
          ? null
          : `session ${row.id} is ${connected ? '' : 'not '}connected, the feed says otherwise`
      }) ??
      firstOf(told.sessions, ([id, { ended }]) =>
        ended === null && mirror.get(tenantId, 'sessions', id) === undefined ? `session ${id} is gone without an end` : null,
      )
    )
  }

  /** Counters carry no names, so the moments are compared. */
  function compareBlocks(now: number): string | null {
    const counted = mirror.rows(null, 'attempts').flatMap(({ blockedUntil }) => ((blockedUntil ?? 0) > now ? [blockedUntil] : []))
    const toldOf = [...tenants.values()].flatMap(({ blocks }) => [...blocks.values()].flat()).filter((until) => until > now)
    return isDeepStrictEqual(counted.toSorted(), toldOf.toSorted())
      ? null
      : `${counted.length} accounts are blocked, the feed tells of ${toldOf.length}`
  }

  return {
    id: 'I7',
    see(entry) {
      if (entry.kind === 'committed') replay(entry.tenantId, entry.event)
      return null
    },
    audit: (now) => firstOf(tenants, ([tenantId, told]) => compare(tenantId, told)) ?? compareBlocks(now),
  }
}

function isAgentEvent(event: FeedEvent): event is FeedEvent & AgentEvent {
  return (event.kind.startsWith('agent.') && event.kind !== 'agent.messaged') || event.kind.startsWith('interaction.')
}

/** As JSON carries it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value))
}
