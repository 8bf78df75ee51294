import { isTalking, type MediumStatus } from '@hotseat/core'
import type { FloorAgentDocument } from '@hotseat/protocol'
import { type Tone, toneOf } from '../app/states.ts'

/** After how long a state stands out, in ms (preferences `floor.*AlertMs`). */
export type Thresholds = { readonly notReadyMs: number; readonly talkingMs: number }

/** What the floor shows of one agent: the state that counts, since when, and how much it needs somebody. */
export type FloorRow = {
  readonly agent: FloorAgentDocument
  readonly tone: Tone
  /** The medium that counts: the one with a call, else the first. Null when signed out of everything. */
  readonly status: MediumStatus | null
  readonly since: number | null
  readonly isOver: boolean
  /** Higher needs help sooner. */
  readonly need: number
}

const needs = { lost: 6, notReadyOver: 5, talkingOver: 4, ringing: 3, busy: 2, ready: 1, out: 0 } as const

/** The medium that counts for an agent. */
export function mainStatus(agent: FloorAgentDocument): MediumStatus | null {
  const live = agent.states.filter(({ state }) => state !== 'LOGOUT')
  return live.find(({ interaction }) => interaction !== null) ?? live[0] ?? null
}

/** One agent as the floor shows them at `now` (epoch ms). */
export function floorRow(agent: FloorAgentDocument, thresholds: Thresholds, now: number): FloorRow {
  const status = mainStatus(agent)
  if (agent.presence === 'lost') {
    return { agent, tone: 'lost', status, since: agent.presenceSince ?? status?.since ?? null, isOver: true, need: needs.lost }
  }
  if (agent.presence === 'out' || status === null) {
    return { agent, tone: 'out', status: null, since: agent.presenceSince, isOver: false, need: needs.out }
  }
  const heldMs = now - status.since
  const tone = toneOf(status.state)
  const row = { agent, tone, status, since: status.since }
  if (status.state === 'NOT_READY') {
    const isOver = heldMs >= thresholds.notReadyMs
    return { ...row, isOver, need: isOver ? needs.notReadyOver : needs.busy }
  }
  if (isTalking(status.state)) {
    const callMs = now - (status.interaction?.answeredAt ?? status.since)
    const isOver = callMs >= thresholds.talkingMs
    return { ...row, isOver, need: isOver ? needs.talkingOver : needs.busy }
  }
  return { ...row, isOver: false, need: tone === 'reserved' ? needs.ringing : tone === 'ready' ? needs.ready : needs.busy }
}

/** What needs help first, on top; among equals the longest; then by name, so that the order is always the same. */
export function sortByNeed(rows: readonly FloorRow[]): readonly FloorRow[] {
  return rows.toSorted(
    (a, b) =>
      b.need - a.need ||
      (a.since ?? Number.POSITIVE_INFINITY) - (b.since ?? Number.POSITIVE_INFINITY) ||
      a.agent.name.localeCompare(b.agent.name) ||
      a.agent.id.localeCompare(b.agent.id),
  )
}

/**
 * The order to show: `sorted`, unless it is held because someone points at a row; then those who were there stay where
 * they are and new ones come last.
 */
export function holdOrder(sorted: readonly FloorRow[], shownIds: readonly string[]): readonly FloorRow[] {
  const place = new Map(shownIds.map((id, index) => [id, index]))
  const placeOf = ({ agent }: FloorRow) => place.get(agent.id) ?? shownIds.length
  return sorted.toSorted((a, b) => placeOf(a) - placeOf(b))
}
