import { accepted, type Result } from '../result.ts'
import { type Agent, type HeldState, type MediumStatus, type PendingState, systemReasons } from './agent.ts'
import type { AgentCommand, AgentContext, AgentEvent, AgentRules } from './agent-command.ts'
import { isRinging } from './transitions.ts'

const { connectionLost } = systemReasons

/** The grace period is over: NOT_READY, *connection lost*, on every medium; what was held is remembered. */
export function decideLoseConnection(agent: Agent, context: AgentContext): Result<readonly AgentEvent[]> {
  return accepted(lostNow(agent, context))
}

/** The event that marks the agent lost; none when they are lost already. */
export function lostNow(agent: Agent, { now }: Pick<AgentContext, 'now'>): readonly AgentEvent[] {
  if (agent.lost !== null) return []
  const working = agent.states.filter(({ state }) => state !== 'LOGOUT')
  const before = working.map(({ medium, state, reasonCode, since, pending }) => ({ medium, state, reasonCode, since, pending }))
  const seat = { extension: agent.extension, place: agent.place }
  const states = agent.states.map((status) => lose(status, now))
  const lost: Agent = { ...agent, states, lost: { since: now, before, seat } }
  return [{ kind: 'agent.lost', userId: agent.userId, data: { agent: lost } }]
}

/** The agent is back: the same state, reason and time in state, unless someone changed them meanwhile. Idempotent. */
export function decideRestore(
  agent: Agent,
  command: Extract<AgentCommand, { type: 'restore' }>,
  context: AgentContext,
): Result<readonly AgentEvent[]> {
  if (agent.lost === null && agent.sessionId === command.sessionId) return accepted([])
  const remembered = agent.sessionId === null && agent.lost !== null ? agent.lost.seat : agent
  const { extension, place } = command.seat ?? remembered
  const restored: Agent = { ...giveBack(agent, context), sessionId: command.sessionId, extension, place, lost: null }
  return accepted([{ kind: 'agent.restored', userId: agent.userId, data: { agent: restored } }])
}

/** The work as it is, carried by another session; who is lost stays so until they are back there. */
export function decideCarryOn(agent: Agent, sessionId: string): Result<readonly AgentEvent[]> {
  if (agent.sessionId === sessionId) return accepted([])
  return accepted([{ kind: 'agent.restored', userId: agent.userId, data: { agent: { ...agent, sessionId } } }])
}

/** The agent with everything that the loss took away given back. */
export function giveBack(agent: Agent, { now, rules }: AgentContext): Agent {
  const { lost } = agent
  if (lost === null) return agent
  const states = agent.states.map((status) => {
    const held = lost.before.find(({ medium }) => medium === status.medium)
    return held === undefined ? status : restoreMedium(status, held, rules, now)
  })
  return { ...agent, states, lost: null }
}

function lose(status: MediumStatus, now: number): MediumStatus {
  if (status.state === 'LOGOUT') return status
  if (status.interaction === null) return { ...status, state: 'NOT_READY', reasonCode: connectionLost, since: now, pending: null }
  // What a supervisor wants after the call stands, unless it were READY with nobody there.
  const stands = status.pending?.by.kind === 'supervisor' && status.pending.state !== 'READY'
  if (stands) return status
  const by = { kind: 'system', userId: null } as const
  return { ...status, pending: { state: 'NOT_READY', reasonCode: connectionLost, requestedAt: now, by } }
}

function restoreMedium(status: MediumStatus, held: HeldState, rules: AgentRules, now: number): MediumStatus {
  if (status.interaction !== null) return isOurs(status.pending) ? { ...status, pending: held.pending } : status
  const isLost = status.reasonCode === connectionLost && (status.state === 'NOT_READY' || status.state === 'LOGOUT')
  if (!isLost) return status
  if (held.state === 'READY' || held.state === 'NOT_READY') {
    return { ...status, state: held.state, reasonCode: held.reasonCode, since: held.since }
  }
  // The call of then is over: what would have followed it, had the connection held.
  const otherwise = isRinging(held.state) ? 'READY' : rules.wrapUpThen
  const { state, reasonCode } = held.pending ?? { state: otherwise, reasonCode: null }
  return { ...status, state, reasonCode, since: now }
}

function isOurs(pending: PendingState | null): boolean {
  return pending?.by.kind === 'system' && pending.reasonCode === connectionLost
}
