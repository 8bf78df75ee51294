import type { NewEvent } from '../events.ts'
import type { Speaker } from './conversation.ts'

/** What can be asked of a conversation. Ids and moments come from outside; the rules make none up. */
export type ConversationCommand =
  /** Rings one agent; the agent's own state is asked for beside it. */
  | { readonly type: 'offer'; readonly agentId: string }
  | { readonly type: 'accept'; readonly agentId: string }
  /** The offer was not answered, was declined, or its agent left. */
  | { readonly type: 'miss'; readonly cause: 'notAnswered' | 'declined' | 'agentLeft' }
  | { readonly type: 'say'; readonly from: Speaker }
  /** What reached one side, or was seen there: a message's number. Marks go up only. */
  | { readonly type: 'mark'; readonly side: 'customer' | 'agent'; readonly delivered: number; readonly read: number }
  /** Hands it on: to a campaign's agents, or to one agent by name. */
  | { readonly type: 'transfer'; readonly campaign: string | null; readonly agentId: string | null }
  /** Its agent is gone for good: it waits again, in its old place. */
  | { readonly type: 'lose'; readonly cause: 'agentLeft' | 'agentLost' }
  /** Nothing more is said. With an agent it has to be wrapped up; `wrapUpCode` does that at once. */
  | { readonly type: 'close'; readonly by: Speaker; readonly wrapUpCode?: string | null }
  | { readonly type: 'wrapUp'; readonly wrapUpCode: string | null }

/** The tenant's settings that bear on a conversation. */
export type ConversationRules = { readonly wrapUpCodes: readonly string[] }

/** The events that `evolveConversation` reads. */
export type ConversationEvent = Extract<NewEvent, { readonly kind: `conversation.${string}` | 'message.sent' }>
