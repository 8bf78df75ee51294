import type { ConnectionStatus } from '@hotseat/core'
import type { ChatConfigDocument, CustomerDocument, CustomerThread } from '@hotseat/protocol'

/** Something said here that the server has not confirmed; its `clientId` makes a second try the same message (CH2). */
export type Outgoing = {
  readonly clientId: string
  readonly text: string
  readonly at: number
  /** The server will not have it; a person decides what becomes of it. */
  readonly isRefused: boolean
}

/** Who is here: nobody, somebody who is being let in, or a customer. */
export type Presence =
  /** `code`: why, when it was not asked for. */
  | { readonly kind: 'signedOut'; readonly code: string | null }
  | { readonly kind: 'signingIn' }
  | { readonly kind: 'signedIn'; readonly customer: CustomerDocument }

/** All that the widget shows, as plain data. Moments are epoch milliseconds. */
export type ViewState = {
  /** What the project allows; null until the server told it. */
  readonly config: ChatConfigDocument | null
  readonly presence: Presence
  readonly connection: ConnectionStatus
  readonly threads: readonly CustomerThread[]
  readonly outbox: readonly Outgoing[]
  /** How far one has seen here, by conversation; ahead of what the server knows until it was told. */
  readonly seen: Readonly<Record<string, number>>
  /** The agent writes in this conversation, until then. */
  readonly typing: { readonly conversationId: string; readonly until: number } | null
  readonly draft: string
  readonly isOpen: boolean
  /** The last conversation is over, and somebody wants to begin the next. */
  readonly startsAnew: boolean
  /** Something that was asked for did not work, by its code; shown until the next thing is done. */
  readonly trouble: string | null
}

export const initialView: ViewState = {
  config: null,
  presence: { kind: 'signedOut', code: null },
  connection: { kind: 'signedOut', code: null },
  threads: [],
  outbox: [],
  seen: {},
  typing: null,
  draft: '',
  isOpen: false,
  startsAnew: false,
  trouble: null,
}
