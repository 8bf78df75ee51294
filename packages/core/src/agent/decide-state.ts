import { accepted, type Refusal, type Result, refused } from '../result.ts'
import { type Actor, type Agent, type MediumStatus, type PendingState, systemReasons } from './agent.ts'
import type { AgentCommand, AgentContext, AgentEvent, AgentRules } from './agent-command.ts'
import { changeState } from './change-state.ts'
import { isWrappingUp, mustWait } from './transitions.ts'

type SetState = Extract<AgentCommand, { type: 'setState' }>
type CancelPending = Extract<AgentCommand, { type: 'cancelPending' }>

/** A person (or the system) asks for a state: at once, or pending while someone rings or is on the line. */
export function decideSetState(agent: Agent, command: SetState, context: AgentContext): Result<readonly AgentEvent[]> {
  const status = agent.states.find(({ medium }) => medium === command.medium)
  if (status === undefined) return refused('agent.medium', { field: 'medium' })
  const reason = chooseReason(command.state === 'READY' ? null : command.state, command.reasonCode, command.by, context.rules)
  if (!reason.ok) return reason
  // Nobody is READY behind a dead line: calls would ring an empty chair (spec AG44).
  if (command.state === 'READY' && agent.lost !== null) return refused('agent.transition', { detail: 'connection lost' })
  const asked = { state: command.state, reasonCode: reason.value }
  return mustWait(status)
    ? askPending(agent, status, { ...asked, requestedAt: context.now, by: command.by })
    : changeNow(agent, status, asked, command.by, context.now)
}

/** Takes a pending state back. None is there: so be it. */
export function decideCancelPending(agent: Agent, command: CancelPending): Result<readonly AgentEvent[]> {
  const status = agent.states.find(({ medium }) => medium === command.medium)
  if (status === undefined) return refused('agent.medium', { field: 'medium' })
  if (status.pending === null) return accepted([])
  if (isAbove(status.pending.by, command.by)) return refused('permission.denied')
  // Without it the agent would be READY after the call, behind a dead line (spec AG44).
  if (agent.lost !== null) return refused('agent.transition', { detail: 'connection lost' })
  return accepted([pendingChanged(agent, { ...status, pending: null })])
}

/** The event for a medium whose pending state is another one now. */
export function pendingChanged(agent: Agent, status: MediumStatus): AgentEvent {
  return { kind: 'agent.pendingChanged', userId: agent.userId, data: { status } }
}

/**
 * The reason that goes with a state: READY has none, a supervisor's default is *set by a supervisor*, the system gives
 * its own. Refuses one that is missing or not in the tenant's list.
 */
export function chooseReason(
  category: 'NOT_READY' | 'LOGOUT' | null,
  code: number | null,
  by: Actor,
  rules: AgentRules,
): Result<number | null> {
  if (by.kind === 'system') return accepted(code)
  if (code === null) {
    if (category !== null && by.kind === 'supervisor') return accepted(systemReasons.bySupervisor)
    const isMissing = category === 'NOT_READY' && rules.reasonRequired
    return isMissing ? refused('agent.reasonRequired', { field: 'reasonCode' }) : accepted(null)
  }
  const isKnown = rules.reasonCodes.some((each) => each.category === category && each.code === code)
  return isKnown && !isSystemReason(code) ? accepted(code) : refused('agent.reasonUnknown', { field: 'reasonCode' })
}

function isSystemReason(code: number): boolean {
  return Object.values(systemReasons).some((each) => each === code)
}

function askPending(agent: Agent, status: MediumStatus, pending: PendingState): Result<readonly AgentEvent[]> {
  if (pending.state === 'LOGOUT' && pending.by.kind === 'agent') return refusedTransition(status, 'LOGOUT')
  const { pending: before } = status
  if (before !== null && isAbove(before.by, pending.by)) return refused('permission.denied')
  const isSame = before?.state === pending.state && before.reasonCode === pending.reasonCode && before.by.kind === pending.by.kind
  return accepted(isSame ? [] : [pendingChanged(agent, { ...status, pending })])
}

function changeNow(
  agent: Agent,
  status: MediumStatus,
  asked: Pick<PendingState, 'state' | 'reasonCode'>,
  by: Actor,
  now: number,
): Result<readonly AgentEvent[]> {
  if (status.pending !== null && isAbove(status.pending.by, by)) return refused('permission.denied')
  if (status.state === asked.state && status.reasonCode === asked.reasonCode) return accepted([])
  if (asked.state === 'LOGOUT' && by.kind === 'agent' && status.state !== 'NOT_READY') {
    return refusedTransition(status, 'LOGOUT')
  }
  const changed = changeState(agent, status, asked, by.kind, now)
  if (changed === null) return refusedTransition(status, asked.state)
  return accepted([...endWrapUp(agent, status), ...changed])
}

/** Whoever asks for a state during wrap-up is done with it (spec AG23). */
function endWrapUp(agent: Agent, status: MediumStatus): readonly AgentEvent[] {
  if (!isWrappingUp(status.state) || status.interaction === null) return []
  const { medium, interaction } = status
  return [{ kind: 'interaction.wrappedUp', userId: agent.userId, data: { medium, interaction, wrapUpCode: null } }]
}

/** What a supervisor asked for, an agent neither replaces nor takes back (spec AG17). */
function isAbove(holder: Actor, asker: Actor): boolean {
  return holder.kind === 'supervisor' && asker.kind === 'agent'
}

/** The refusal of a way that the table does not have. */
export function refusedTransition(status: MediumStatus, to: string): { ok: false; refusal: Refusal } {
  return refused('agent.transition', { facts: { from: status.state, to } })
}
