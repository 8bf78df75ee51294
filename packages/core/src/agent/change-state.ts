import type { Actor, Agent, AgentState, Interaction, MediumStatus } from './agent.ts'
import type { AgentEvent } from './agent-command.ts'
import { mayGo } from './transitions.ts'

/** Where a medium is to go. `pending` and `interaction` are null unless told. */
export type NextState = {
  readonly state: AgentState
  readonly reasonCode?: number | null
  readonly pending?: MediumStatus['pending']
  readonly interaction?: Interaction | null
}

/**
 * The events that take a medium to its next state at `now`; null when the table has no such way. The one long way is
 * to LOGOUT, which goes through NOT_READY (spec AG14).
 */
export function changeState(
  agent: Agent,
  status: MediumStatus,
  next: NextState,
  by: Actor['kind'],
  now: number,
): readonly AgentEvent[] | null {
  const reasonCode = next.reasonCode ?? null
  if (!mayGo(status.state, next.state)) {
    if (next.state !== 'LOGOUT' || !mayGo(status.state, 'NOT_READY')) return null
    const between = statusAt(status.medium, { state: 'NOT_READY', reasonCode }, now)
    const last = statusAt(status.medium, next, now)
    return [stateChanged(agent, status, between, by), stateChanged(agent, between, last, by)]
  }
  return [stateChanged(agent, status, statusAt(status.medium, next, now), by)]
}

function statusAt(medium: string, next: NextState, since: number): MediumStatus {
  const { state, reasonCode = null, pending = null, interaction = null } = next
  return { medium, state, reasonCode, since, pending, interaction }
}

function stateChanged(agent: Agent, from: MediumStatus, status: MediumStatus, by: Actor['kind']): AgentEvent {
  const previous = { state: from.state, reasonCode: from.reasonCode, since: from.since }
  return { kind: 'agent.stateChanged', userId: agent.userId, data: { status, previous, by } }
}
