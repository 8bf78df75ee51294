import type { AgentState, MediumStatus } from './agent.ts'

const afterInteraction = ['WORK', 'WORK_READY', 'NOT_READY', 'READY'] as const

/** From each state, the states that may follow (spec AG1). The only place that knows. */
export const transitions: Readonly<Record<AgentState, readonly AgentState[]>> = {
  LOGOUT: ['NOT_READY'],
  NOT_READY: ['READY', 'LOGOUT', 'NOT_READY', 'TALKING'],
  READY: ['RESERVED', 'RESERVED_OUTBOUND', 'RESERVED_OUTBOUND_PREVIEW', 'NOT_READY'],
  RESERVED: ['TALKING', 'READY', 'NOT_READY'],
  RESERVED_OUTBOUND: ['TALKING', 'READY', 'NOT_READY'],
  RESERVED_OUTBOUND_PREVIEW: ['TALKING', 'READY', 'NOT_READY'],
  TALKING: ['HOLD', ...afterInteraction],
  HOLD: ['TALKING', ...afterInteraction],
  WORK: ['NOT_READY', 'READY'],
  WORK_READY: ['READY', 'NOT_READY'],
}

/** Whether an agent may go from one state straight to another. */
export function mayGo(from: AgentState, to: AgentState): boolean {
  return transitions[from].includes(to)
}

/** An interaction rings and is not answered yet. */
export function isRinging(state: AgentState): boolean {
  return state === 'RESERVED' || state === 'RESERVED_OUTBOUND' || state === 'RESERVED_OUTBOUND_PREVIEW'
}

/** Someone is on the line. */
export function isTalking(state: AgentState): boolean {
  return state === 'TALKING' || state === 'HOLD'
}

/** The line is free again and the agent finishes up. */
export function isWrappingUp(state: AgentState): boolean {
  return state === 'WORK' || state === 'WORK_READY'
}

/** A change of state asked for now has to wait: someone rings or is on the line. */
export function mustWait(status: Pick<MediumStatus, 'state'>): boolean {
  return isRinging(status.state) || isTalking(status.state)
}

/** Neither available nor busy anywhere: NOT_READY or LOGOUT on every medium (spec AG28). */
export function isNotReady({ states }: { readonly states: readonly Pick<MediumStatus, 'state'>[] }): boolean {
  return states.every(({ state }) => state === 'NOT_READY' || state === 'LOGOUT')
}
