import { accepted, type Result, refused } from '../result.ts'
import { type Agent, type Interaction, type MediumStatus, type SettableState, systemReasons } from './agent.ts'
import type { AgentCommand, AgentContext, AgentEvent } from './agent-command.ts'
import { changeState, type NextState } from './change-state.ts'
import { refusedTransition } from './decide-state.ts'
import { isRinging, isWrappingUp } from './transitions.ts'

type Command<T extends AgentCommand['type']> = Extract<AgentCommand, { type: T }>
type Act = Command<'answer' | 'decline' | 'hold' | 'retrieve' | 'end'>
type Decision = Result<readonly AgentEvent[]>
type Cause = Extract<AgentEvent, { kind: 'interaction.ended' }>['data']['cause']

/** Rings a READY agent. */
export function decideOffer(agent: Agent, command: Command<'offer'>, { now }: AgentContext): Decision {
  const status = agent.states.find(({ medium }) => medium === command.medium)
  if (status === undefined) return refused('agent.medium', { field: 'medium' })
  if (hasInteraction(agent, command.interaction.id)) return refused('agent.interaction', { field: 'interaction' })
  const interaction: Interaction = { ...command.interaction, offeredAt: now, answeredAt: null, endedAt: null }
  const outbound = command.preview === true ? 'RESERVED_OUTBOUND_PREVIEW' : 'RESERVED_OUTBOUND'
  const state = interaction.direction === 'inbound' ? 'RESERVED' : outbound
  return move(agent, status, 'interaction.offered', { state, interaction }, now)
}

/** The agent calls someone while NOT_READY, and is NOT_READY for the same reason afterwards (spec AG26). */
export function decideDial(agent: Agent, command: Command<'dial'>, { now }: AgentContext): Decision {
  const status = agent.states.find(({ medium }) => medium === command.medium)
  if (status === undefined) return refused('agent.medium', { field: 'medium' })
  if (status.state !== 'NOT_READY' || agent.lost !== null) return refusedTransition(status, 'TALKING')
  if (hasInteraction(agent, command.interaction.id)) return refused('agent.interaction', { field: 'interaction' })
  const interaction: Interaction = { ...command.interaction, offeredAt: now, answeredAt: now, endedAt: null }
  const by = { kind: 'agent', userId: agent.userId } as const
  const pending = { state: 'NOT_READY', reasonCode: status.reasonCode, requestedAt: now, by } as const
  return move(agent, status, 'interaction.answered', { state: 'TALKING', interaction, pending }, now)
}

/** Answer, decline, hold, retrieve or end the interaction that the agent has. */
export function decideInteraction(agent: Agent, command: Act, context: AgentContext): Decision {
  const status = agent.states.find(({ interaction }) => interaction?.id === command.interactionId)
  if (status?.interaction == null) return refused('agent.interaction', { field: 'interactionId' })
  const { interaction, pending, state } = status
  const { now } = context
  switch (command.type) {
    case 'answer': {
      if (!isRinging(state)) return refusedTransition(status, 'TALKING')
      const answered = { ...interaction, answeredAt: now }
      return move(agent, status, 'interaction.answered', { state: 'TALKING', pending, interaction: answered }, now)
    }
    case 'hold':
      return move(agent, status, 'interaction.held', { state: 'HOLD', pending, interaction }, now)
    case 'retrieve':
      if (state !== 'HOLD') return refusedTransition(status, 'TALKING')
      return move(agent, status, 'interaction.retrieved', { state: 'TALKING', pending, interaction }, now)
    case 'decline':
      return isRinging(state) ? accepted(missRing(agent, status, 'declined', now)) : refusedTransition(status, 'NOT_READY')
    case 'end':
      if (isWrappingUp(state)) return refused('agent.interaction', { field: 'interactionId' })
      return accepted(isRinging(state) ? giveUpRing(agent, status, now) : hangUp(agent, status, context))
  }
}

/** Takes what rings as one dialog of several: answered, and the medium goes on to what was asked for, else READY (spec AG29). */
export function decideEngage(agent: Agent, interactionId: string, now: number): Decision {
  const status = agent.states.find(({ interaction }) => interaction?.id === interactionId)
  if (status?.interaction == null) return refused('agent.interaction', { field: 'interactionId' })
  if (!isRinging(status.state)) return refusedTransition(status, 'READY')
  const data = { medium: status.medium, interaction: { ...status.interaction, answeredAt: now } }
  return accepted([
    { kind: 'interaction.answered', userId: agent.userId, data },
    ...settle(agent, status, { state: 'READY', reasonCode: null }, now),
  ])
}

/** The agent has finished up, with a code from the tenant's list or without one. */
export function decideWrapUp(agent: Agent, command: Command<'wrapUp'>, { now, rules }: AgentContext): Decision {
  const status = agent.states.find(({ interaction }) => interaction?.id === command.interactionId)
  if (status === undefined) return refused('agent.interaction', { field: 'interactionId' })
  if (!isWrappingUp(status.state)) return refusedTransition(status, 'NOT_READY')
  const { wrapUpCode } = command
  if (wrapUpCode !== null && !rules.wrapUpCodes.includes(wrapUpCode)) {
    return refused('agent.wrapUpUnknown', { field: 'wrapUpCode' })
  }
  return accepted(finishWrapUp(agent, status, wrapUpCode, now))
}

/** Nobody answered, or the agent declined: NOT_READY, so that the next call does not ring the same empty chair. */
export function missRing(
  agent: Agent,
  status: MediumStatus,
  cause: Exclude<Cause, 'hungUp'>,
  now: number,
): readonly AgentEvent[] {
  const missed = { state: 'NOT_READY', reasonCode: systemReasons.notAnswered } as const
  const isPending = status.pending !== null && status.pending.state !== 'READY'
  return [...ended(agent, status, cause, now), ...settle(agent, isPending ? status : { ...status, pending: null }, missed, now)]
}

/** Wrap-up is over: to the pending state, else to where the kind of wrap-up leads. */
export function finishWrapUp(agent: Agent, status: MediumStatus, wrapUpCode: string | null, now: number): readonly AgentEvent[] {
  const { medium, interaction } = status
  if (interaction === null) return []
  const state = status.state === 'WORK_READY' ? 'READY' : 'NOT_READY'
  return [
    { kind: 'interaction.wrappedUp', userId: agent.userId, data: { medium, interaction, wrapUpCode } },
    ...settle(agent, status, { state, reasonCode: null }, now),
  ]
}

/** The events that end what an agent has on a medium when they sign out. */
export function cutOff(agent: Agent, status: MediumStatus, now: number): readonly AgentEvent[] {
  const { medium, interaction } = status
  if (interaction === null) return []
  if (!isWrappingUp(status.state)) return ended(agent, status, 'hungUp', now)
  return [{ kind: 'interaction.wrappedUp', userId: agent.userId, data: { medium, interaction, wrapUpCode: null } }]
}

/** An id names one interaction of the agent, whatever the medium. */
function hasInteraction(agent: Agent, id: string): boolean {
  return agent.states.some(({ interaction }) => interaction?.id === id)
}

function giveUpRing(agent: Agent, status: MediumStatus, now: number): readonly AgentEvent[] {
  return [...ended(agent, status, 'hungUp', now), ...settle(agent, status, { state: 'READY', reasonCode: null }, now)]
}

function hangUp(agent: Agent, status: MediumStatus, { now, rules }: AgentContext): readonly AgentEvent[] {
  const then = status.pending?.state ?? rules.wrapUpThen
  const events = ended(agent, status, 'hungUp', now)
  if (rules.wrapUpMs === 0) return [...events, ...settle(agent, status, { state: rules.wrapUpThen, reasonCode: null }, now)]
  const interaction = status.interaction === null ? null : { ...status.interaction, endedAt: now }
  const state = then === 'READY' ? 'WORK_READY' : 'WORK'
  return [...events, ...(changeState(agent, status, { state, pending: status.pending, interaction }, 'system', now) ?? [])]
}

/** Goes to the pending state in the name of who asked, else where the system sends the agent. */
function settle(
  agent: Agent,
  status: MediumStatus,
  otherwise: { state: SettableState; reasonCode: number | null },
  now: number,
): readonly AgentEvent[] {
  const { pending } = status
  return changeState(agent, status, pending ?? otherwise, pending?.by.kind ?? 'system', now) ?? []
}

function ended(agent: Agent, { medium, interaction }: MediumStatus, cause: Cause, now: number): readonly AgentEvent[] {
  if (interaction === null) return []
  const data = { medium, interaction: { ...interaction, endedAt: now }, cause }
  return [{ kind: 'interaction.ended', userId: agent.userId, data }]
}

type Step = 'interaction.offered' | 'interaction.answered' | 'interaction.held' | 'interaction.retrieved'

function move(
  agent: Agent,
  status: MediumStatus,
  kind: Step,
  next: NextState & { interaction: Interaction },
  now: number,
): Decision {
  const changed = changeState(agent, status, next, 'system', now)
  if (changed === null) return refusedTransition(status, next.state)
  return accepted([{ kind, userId: agent.userId, data: { medium: status.medium, interaction: next.interaction } }, ...changed])
}
