import { type FeedEvent, isOfRecorder, type MediumStatus } from '@hotseat/core'

/** A stretch of one state on one medium. Epoch ms; `to` of the last one is now. */
export type Stretch = Pick<MediumStatus, 'state' | 'reasonCode'> & { readonly from: number; readonly to: number }

/**
 * A time without a connection. `restarted`: the server was gone itself; `recovered`: the session went on; `resynced`: it
 * had to be begun again; `open`: it is not over.
 */
export type Break = { readonly from: number; readonly to: number; readonly kind: 'restarted' | 'recovered' | 'resynced' | 'open' }

/** A day at the desk, oldest first. */
export type Timeline = { readonly stretches: readonly Stretch[]; readonly breaks: readonly Break[] }

/** A shorter break nobody noticed, in ms. */
const noticedMs = 500

type Held = Pick<MediumStatus, 'state' | 'reasonCode'> & { readonly since: number }

/** What an event says about the state on a medium, or undefined when it says nothing. */
function statusOf(event: FeedEvent, medium: string): MediumStatus | undefined {
  switch (event.kind) {
    case 'agent.stateChanged':
      return event.data.status.medium === medium ? event.data.status : undefined
    case 'agent.signedIn':
    case 'agent.lost':
    case 'agent.restored':
      return event.data.agent.states.find((status) => status.medium === medium)
    default:
      return undefined
  }
}

/** Builds the day from my own events, in any order, from `from` to `now` (epoch ms). */
export function buildTimeline(events: readonly FeedEvent[], medium: string, from: number, now: number): Timeline {
  const inOrder = events.toSorted((a, b) => a.offset - b.offset)
  return {
    stretches: stretchesOf(inOrder, medium, from, now),
    breaks: breaksOf(
      inOrder.filter((event) => !isOfRecorder(event)),
      from,
      now,
    ),
  }
}

function stretchesOf(events: readonly FeedEvent[], medium: string, from: number, now: number): readonly Stretch[] {
  const stretches: Stretch[] = []
  let held: Held | null = null
  const end = (to: number) => {
    if (held === null || held.state === 'LOGOUT' || to <= Math.max(held.since, from)) return
    stretches.push({ state: held.state, reasonCode: held.reasonCode, from: Math.max(held.since, from), to })
  }
  for (const event of events) {
    if (event.kind === 'agent.signedOut') {
      end(event.at)
      held = null
      continue
    }
    const status = statusOf(event, medium)
    if (status === undefined) continue
    // The day may begin in the middle of a state: the first change tells what was before it.
    if (held === null && event.kind === 'agent.stateChanged') held = event.data.previous
    if (held?.state === status.state && held.reasonCode === status.reasonCode) continue
    end(event.at)
    held = { state: status.state, reasonCode: status.reasonCode, since: event.at }
  }
  end(now)
  return stretches
}

function breaksOf(events: readonly FeedEvent[], from: number, now: number): readonly Break[] {
  const breaks: Break[] = []
  let droppedAt: number | null = null
  const isNew = new Set<string>()
  /** Dropped while another session of mine stood: I was there all the same. */
  const covered = new Set<string>()
  for (const event of events) {
    if (event.kind === 'session.started') isNew.add(event.data.sessionId)
    if (event.kind === 'session.dropped') {
      if (event.data.elsewhere === true) covered.add(event.data.sessionId)
      else {
        covered.delete(event.data.sessionId)
        droppedAt = event.at
      }
    }
    if (event.kind === 'session.ended' && event.data.reason !== 'connectionLost') droppedAt = null
    if (event.kind !== 'session.resumed' && event.kind !== 'session.connected') continue
    const { sessionId, awayMs } = event.data
    const previousId = event.kind === 'session.resumed' ? event.data.previousSessionId : null
    const isCovered = covered.has(previousId ?? sessionId)
    if (isCovered) covered.add(sessionId)
    // The first socket of a new session comes a moment after it; nothing was lost between the two.
    const isFirst = event.kind === 'session.connected' && isNew.delete(sessionId)
    if (isFirst || (droppedAt === null && (isCovered || (awayMs ?? 0) < noticedMs))) {
      droppedAt = null
      continue
    }
    // Who saw the drop wrote it down as it happened; a killed server's are written down by the next one, long after.
    const lostAt = isCovered && droppedAt !== null ? droppedAt : event.at - (awayMs ?? 0)
    const sawIt = droppedAt !== null && droppedAt - lostAt < noticedMs
    const resynced = event.kind === 'session.resumed' && event.data.outcome === 'resynced'
    const start = Math.max(from, Math.min(lostAt, droppedAt ?? lostAt))
    const last = breaks.at(-1)
    droppedAt = null
    // A resume is followed by the socket's own "connected", which tells of the same break.
    if (last !== undefined && start <= last.to) continue
    breaks.push({ from: start, to: event.at, kind: resynced ? 'resynced' : sawIt ? 'recovered' : 'restarted' })
  }
  if (droppedAt !== null) breaks.push({ from: droppedAt, to: now, kind: 'open' })
  return breaks
}

/** How long each state was held, longest first. */
export function totalsOf(stretches: readonly Stretch[]): readonly { readonly state: Stretch['state']; readonly ms: number }[] {
  const totals = new Map<Stretch['state'], number>()
  for (const { state, from, to } of stretches) totals.set(state, (totals.get(state) ?? 0) + to - from)
  return [...totals].map(([state, ms]) => ({ state, ms })).toSorted((a, b) => b.ms - a.ms)
}
