import type { Result } from '@hotseat/core'
import type { AnswerOf, BodyOf, OperationName, Operations, ParamsOf, QueryOf } from '@hotseat/protocol'
import type { MemberRow, SessionRow } from './store/tables.ts'

/** Who a request speaks for, read from the store for this request: a live session, its member, its tenant. */
export type Caller = {
  readonly tenantId: string
  readonly session: SessionRow
  readonly member: MemberRow
  /** The role needs a second factor and there is none yet: only what sets one up is open (spec MF4). */
  readonly mustEnrol: boolean
}

/** What a use case may know of the request besides its input. */
export type RequestFacts = {
  /** The client's address, after the trusted proxies. */
  readonly address: string
  readonly userAgent: string
  /** The page's origin: the `Origin` header, or the server's own for a client that sends none. It is what a proof is signed over. */
  readonly origin: string
  /** Whether `origin` is the server's own; another one is on a tenant's allow-list and gets bearer tokens only. */
  readonly sameOrigin: boolean
  /** The raw cookie token, if the request carries one. */
  readonly browserToken: string | null
  /** The label of the isolated tab (`X-Hotseat-Sub`); `''` for the shared session. */
  readonly subId: string
  /** The name as it was typed, where it or something else says the tenant: a proof names no tenant then (spec SI18). */
  readonly typedName?: string
  /** A published API's client cannot renew a token by a key: the one it gets lives as long as the session (spec CP3). */
  readonly keepsToken?: true
  /**
   * The published API whose client calls. Clients of one API that have no device key are one desk a person, so that a
   * password sent with every call opens one session (spec SO28).
   */
  readonly client?: string
  /** Which application the published API's clients are: at a desk each has a session of its own (spec SO31). */
  readonly application?: string
  /** The session that the same client carried until now, whosever: a sign-in that starts another one ends it (spec SO33). */
  readonly replaces?: { readonly tenant: string; readonly sessionId: string }
  /** The published API's call has no place for a reason or may leave it out, so none is asked for (spec AG18). */
  readonly givesNoReason?: true
  /** A published API that knows one session a person, whatever their role (spec SO29). */
  readonly onePlace?: true
}

/** One call of an operation. `caller` is there exactly when the operation's access is not `anyone`. */
export type Call<N extends OperationName> = {
  readonly params: ParamsOf<Operations[N]>
  readonly query: QueryOf<Operations[N]>
  readonly body: BodyOf<Operations[N]>
  readonly facts: RequestFacts
  readonly caller: Operations[N]['access'] extends 'anyone' ? null : Caller
}

/** What an operation answers: the document, and what is to become of the browser's cookie. */
export type Answer<T> = {
  readonly document: T
  /** A new token to set (S-22), or `clear`; absent leaves the cookie alone. */
  readonly cookie?: { readonly token: string } | 'clear'
}

/** The use cases by operation name: what `http/` serves, and what an adapter calls. */
export type Handlers = {
  readonly [N in OperationName]: (call: Call<N>) => Promise<Result<Answer<AnswerOf<Operations[N]>>>>
}
