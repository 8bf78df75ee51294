import { type Agent, endReasons, type FeedEvent, systemReasons } from '@hotseat/core'
import type { DeskClient } from '../../device/desk-client.ts'
import { firstOf, type Invariant, type View } from './invariant.ts'

/** A desk that the invariant watches, and whose it is. */
export type WatchedDesk = {
  readonly who: string
  /** The machine that it stands on; an agent's tabs there are one desk. */
  readonly machine: string
  readonly userId: string
  readonly tenantId: string
  readonly client: DeskClient
}
type Intended = Pick<Agent['states'][number], 'state' | 'reasonCode'>

/** Ends that somebody wanted, or that the clock brings; a fault is none of them. */
const wanted = new Set<string>(Object.values(endReasons).filter((code) => code !== null))

/** I4: no fault signs an agent out; when the faults are over, every agent is back in the state that people left them in. */
export function createStays({ mirror }: View, desks: readonly WatchedDesk[]): Invariant {
  const intended = new Map<string, Map<string, Intended>>()
  const ends = new Map<string, Set<string>>()

  function follow({ kind, userId, data }: FeedEvent): string | null {
    if (userId === null) return null
    const mine = intended.get(userId) ?? new Map<string, Intended>()
    intended.set(userId, mine)
    switch (kind) {
      case 'agent.signedIn':
        for (const status of data.agent.states) mine.set(status.medium, status)
        return null
      case 'agent.signedOut':
        if (data.reasonCode !== systemReasons.connectionLost) mine.clear()
        return null
      case 'agent.stateChanged':
        if (data.status.reasonCode !== systemReasons.connectionLost) mine.set(data.status.medium, data.status)
        return null
      case 'agent.restored':
        // The work moved to a session that is lost as well.
        if (data.agent.lost !== null) return null
        return firstOf(data.agent.states, (status) => {
          const wish = mine.get(status.medium)
          mine.set(status.medium, status)
          // A call that ended meanwhile, or the wrap-up after it, has no state to go back to.
          if (wish?.state !== 'READY' && wish?.state !== 'NOT_READY') return null
          return isSame(wish, status) ? null : `${userId} was ${describe(wish)} and came back ${describe(status)}`
        })
      default:
        return null
    }
  }

  /** What people did that a desk may hear of as the end of its session. */
  function noteEnd({ kind, userId, data }: FeedEvent): void {
    const code =
      kind === 'session.ended'
        ? endReasons[data.reason]
        : kind === 'password.changed'
          ? 'resume.passwordChanged'
          : kind === 'user.disabled'
            ? 'resume.disabled'
            : kind === 'session.started'
              ? 'resume.takenOver'
              : null
    if (code === null || userId === null) return
    ends.set(userId, (ends.get(userId) ?? new Set()).add(code))
  }

  return {
    id: 'I4',
    see(entry) {
      if (entry.kind === 'committed') {
        noteEnd(entry.event)
        return follow(entry.event)
      }
      if (entry.kind !== 'stepped' || entry.state.kind !== 'ended' || entry.input.type === 'signedOut') return null
      const { code } = entry.state
      const userId = desks.find(({ who }) => who === entry.who)?.userId ?? ''
      if (code === 'resume.keyRevoked' && (ends.get(userId)?.size ?? 0) > 0) return null
      return wanted.has(code) && ends.get(userId)?.has(code)
        ? null
        : `${entry.who} was signed out by ${code}, which nobody asked for`
    },
    conclude: () =>
      firstOf(desks, ({ who, userId, tenantId, client }) => {
        const { kind } = client.state
        if (kind === 'signedOut' || kind === 'ended') return null
        if (kind !== 'connected') return `${who} is still ${kind} although the faults are over`
        const agent = mirror.get(tenantId, 'agents', userId)?.agent
        return firstOf(agent?.states ?? [], (status) => {
          const wish = intended.get(userId)?.get(status.medium)
          return wish && !isSame(wish, status) ? `${who} should be ${describe(wish)} and is ${describe(status)}` : null
        })
      }),
  }
}

function isSame(a: Intended, b: Intended): boolean {
  return a.state === b.state && a.reasonCode === b.reasonCode
}

function describe({ state, reasonCode }: Intended): string {
  return `${state}${reasonCode === null ? '' : ` (${reasonCode})`}`
}
