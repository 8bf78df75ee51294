import type { ConnectionStatus } from '@hotseat/core'
import type {
  ChatConfigDocument,
  ChatSaidDocument,
  CustomerConversation,
  CustomerState,
  MessageDocument,
} from '@hotseat/protocol'
import type { Outgoing } from './view-state.ts'

/** Something that happened and may change what is shown. */
export type ViewInput =
  | { readonly type: 'configRead'; readonly config: ChatConfigDocument }
  /** `keeps`: it is the customer who is here already, so what they see may stay (S-51). */
  | { readonly type: 'signInBegun'; readonly keeps: boolean }
  /** The whole of what the customer has. */
  | { readonly type: 'signedIn'; readonly state: CustomerState }
  | { readonly type: 'signedOut'; readonly code: string | null }
  /** What is new since the numbers that the feed was asked from; whole where it was asked from nothing. */
  | { readonly type: 'caughtUp'; readonly state: CustomerState }
  | { readonly type: 'messageReceived'; readonly conversationId: string; readonly message: MessageDocument }
  | { readonly type: 'conversationChanged'; readonly conversation: CustomerConversation }
  | { readonly type: 'typingHeard'; readonly conversationId: string; readonly until: number }
  | { readonly type: 'timePassed'; readonly now: number }
  | { readonly type: 'connectionChanged'; readonly status: ConnectionStatus }
  | { readonly type: 'said'; readonly clientId: string; readonly text: string; readonly at: number }
  | { readonly type: 'sayAnswered'; readonly said: ChatSaidDocument }
  | { readonly type: 'sayRefused'; readonly clientId: string; readonly code: string }
  | { readonly type: 'sayRetried'; readonly clientId: string }
  | { readonly type: 'sayDiscarded'; readonly clientId: string }
  /** What this tab had not sent before the page was loaded anew. */
  | { readonly type: 'draftFound'; readonly outbox: readonly Outgoing[]; readonly draft: string; readonly isOpen: boolean }
  | { readonly type: 'draftChanged'; readonly draft: string }
  /** Everything there is was before somebody's eyes. */
  | { readonly type: 'looked' }
  | { readonly type: 'opened' }
  | { readonly type: 'closed' }
  | { readonly type: 'startedAnew' }
  | { readonly type: 'troubleMet'; readonly code: string }
