/** Where a conversation stands. `waiting`: in the queue; `offered`: rings at one agent; `wrapUp`: over, its agent finishes up. */
export const conversationStates = ['waiting', 'offered', 'open', 'wrapUp', 'closed'] as const
export type ConversationState = (typeof conversationStates)[number]

/** Who said something. */
export type Speaker = 'customer' | 'agent' | 'system'

/** How far each side has come: the number of the last message that reached it, and of the last that it has seen. */
export type Marks = { readonly delivered: number; readonly read: number }

/** One conversation of a customer with a project's agents. All moments are epoch milliseconds. */
export type Conversation = {
  readonly id: string
  readonly projectId: string
  readonly customerId: string
  /** The campaign that it was handed on to; null: the agents of any of the project's will do. */
  readonly campaign: string | null
  readonly state: ConversationState
  /** Whom it is offered to, or who has it; null while it waits, and after an end without an agent. */
  readonly agentId: string | null
  readonly startedAt: number
  /** Since when it has waited in the queue; null when it does not. Going back into the queue keeps the place of the first time. */
  readonly waitingSince: number | null
  /** Of the offer that rings, or the last one. */
  readonly offeredAt: number | null
  /** When an agent took it first. */
  readonly openedAt: number | null
  /** When it was over: nothing is said from then on. */
  readonly closedAt: number | null
  readonly closedBy: Speaker | null
  readonly wrapUpCode: string | null
  /** The number of its last message; messages are numbered from 1 without gaps. */
  readonly lastSeq: number
  readonly customer: Marks
  readonly agent: Marks
  /** Who did not answer or declined it, in that order: they are asked again only when everybody was (spec CH14). */
  readonly missedBy: readonly string[]
  /** Whom it is handed to by name; nobody else is offered it while they can take it (spec CH15). */
  readonly wishedAgentId: string | null
}

/** Whether something can still be said. */
export function isLive(state: ConversationState): boolean {
  return state === 'waiting' || state === 'offered' || state === 'open'
}

/** Whether it takes one of its agent's dialogs (spec CH12). */
export function takesDialog(state: ConversationState): boolean {
  return state === 'open' || state === 'wrapUp'
}
