import { accepted, type Result } from '../result.ts'
import { type Agent, type MediumStatus, systemReasons } from './agent.ts'
import type { AgentCommand, AgentContext, AgentEvent } from './agent-command.ts'
import { giveBack, lostNow } from './decide-connection.ts'
import { cutOff } from './decide-interaction.ts'
import { chooseReason } from './decide-state.ts'

type Command<T extends AgentCommand['type']> = Extract<AgentCommand, { type: T }>

/** A new agent starts NOT_READY; one who works already, or was only lost, keeps states and calls, and moves to the new seat. */
export function decideSignIn(agent: Agent, command: Command<'signIn'>, context: AgentContext): Result<readonly AgentEvent[]> {
  const { sessionId, extension, place, campaigns, media } = command
  const kept = agent.sessionId !== null || (command.goesOn === true && agent.lost !== null)
  const before = kept ? giveBack(agent, context).states : []
  const known = before.map((status) => (status.state === 'LOGOUT' ? notReady(status.medium, context.now) : status))
  const added = media.filter((id) => !known.some(({ medium }) => medium === id)).map((id) => notReady(id, context.now))
  // A medium that was taken from the agent goes once nobody is on it.
  const states = [...known.filter(({ medium, interaction }) => interaction !== null || media.includes(medium)), ...added]
  const next: Agent = { userId: agent.userId, sessionId, extension, place, campaigns, states, lost: null }
  return accepted([{ kind: 'agent.signedIn', userId: agent.userId, data: { agent: next, kept } }])
}

/** Ends the agent's work on every medium, with whatever is on it, and frees the seat. By a loss: it can come back. */
export function decideSignOut(agent: Agent, command: Command<'signOut'>, context: AgentContext): Result<readonly AgentEvent[]> {
  const reason = chooseReason('LOGOUT', command.reasonCode, command.by, context.rules)
  if (!reason.ok) return reason
  const isByLoss = command.by.kind === 'system' && reason.value === systemReasons.connectionLost
  const lost = isByLoss ? lostNow(agent, context) : []
  const cut = agent.states.flatMap((status) => cutOff(agent, status, context.now))
  return accepted([...lost, ...cut, { kind: 'agent.signedOut', userId: agent.userId, data: { reasonCode: reason.value } }])
}

function notReady(medium: string, since: number): MediumStatus {
  return { medium, state: 'NOT_READY', reasonCode: null, since, pending: null, interaction: null }
}
