import type { ConnectionStatus, FeedEvent } from '@hotseat/core'
import type {
  AnswerOf,
  BodyOf,
  OperationName,
  Operations,
  ParamsOf,
  QueryOf,
  RecorderSignInBody,
  ResumeDocument,
  SessionDocument,
  SignInBody,
  Snapshot,
} from '@hotseat/protocol'
import type { Clock } from './world.ts'

/** What the connection is, in the words of the connection pill; it never claims more than was answered. */
export type Status = ConnectionStatus

/** What coming back brought. */
export type Restored = {
  readonly outcome: ResumeDocument['outcome']
  readonly awayMs: number
  /** What was kept before the page went away; null when the page never did: then it still has it all. */
  readonly snapshot: Snapshot | null
}

/** What `on` can listen to. */
export type HotseatEvents = {
  status: Status
  /** The session document changed: signed in, resumed, state or preferences changed; null when signed out. */
  session: SessionDocument | null
  /** One event of the feed that this user may see, once and in order. */
  event: FeedEvent
  /** The customer of one of my conversations is typing; good for a few seconds. */
  typing: { readonly conversationId: string }
  restored: Restored
}

/** The input of one operation: its parts merged by name. */
export type InputOf<N extends OperationName> = (ParamsOf<Operations[N]> extends undefined
  ? unknown
  : { params: ParamsOf<Operations[N]> }) &
  (QueryOf<Operations[N]> extends undefined ? unknown : { query?: QueryOf<Operations[N]> }) &
  (BodyOf<Operations[N]> extends undefined ? unknown : { body: BodyOf<Operations[N]> })

/** What a recorder signs in with: a ticket that was made for its key, what it is, and where it stands. */
export type RecorderTicket = Pick<RecorderSignInBody, 'ticket' | 'version' | 'place'>

/** The client of one desk: sign in once, stay signed in. Create it with `createHotseat`. */
export interface Hotseat {
  readonly status: Status
  readonly session: SessionDocument | null
  /** Its alarms ring in time in a hidden page, too, where a browser holds the page's own timers back. */
  readonly clock: Clock
  /** Signs in and starts to keep the session. Rejects with `HotseatError`; the password is not kept. */
  signIn(input: Omit<SignInBody, 'deviceKey' | 'deviceProof' | 'subId' | 'credential' | 'checkOnly'>): Promise<SessionDocument>
  /** Signs a recorder in for the agent who got the ticket (spec RC11). Rejects with `HotseatError`. */
  signInByTicket(input: RecorderTicket): Promise<SessionDocument>
  /**
   * Goes on in the session that an access token opens: one that a published API gave, which lives as long as its session
   * (spec CP3). For bearer clients only. Rejects with `HotseatError` when the token opens nothing.
   */
  carryOn(accessToken: string): Promise<SessionDocument>
  /** Picks up the session that this browser (or stored device key) has, if any: call it when the page loads. */
  restore(): Promise<SessionDocument | null>
  signOut(options?: { everywhere?: boolean; alone?: boolean; reasonCode?: number }): Promise<void>
  /** Any call of the native API, with the session's credentials; waits for nothing when the connection is lost. */
  call<N extends OperationName>(name: N, input: InputOf<N>): Promise<AnswerOf<Operations[N]>>
  on<E extends keyof HotseatEvents>(event: E, listener: (value: HotseatEvents[E]) => void): () => void
  /** Tells what is on the screen, so that it survives: asked for at loss, at reload, and given back by `restored`. */
  keep(snapshot: () => Snapshot): void
  /** Tries again now instead of waiting for the countdown. */
  retryNow(): void
  /**
   * Sends this tab's keep-alives at least every so many milliseconds, 1,000 at least; the preference stays the longest interval, so that
   * a loss is noticed in time. Null: as the preference says.
   */
  hurryKeepAlive(everyMs: number | null): void
  /** Stops timers and closes the socket; the session lives on. */
  close(): void
}

/** A refusal of the server, or `network.unreachable` when it could not be asked. */
export class HotseatError extends Error {
  readonly code: string
  readonly status: number
  readonly errors: readonly { field: string; message: string }[]
  readonly facts: Readonly<Record<string, unknown>>
  readonly retryAfterMs: number | null
  constructor(problem: {
    code: string
    title: string
    status: number
    errors?: readonly { field: string; message: string }[]
    facts?: Readonly<Record<string, unknown>>
    retryAfterMs?: number
  }) {
    super(problem.title)
    this.name = 'HotseatError'
    this.code = problem.code
    this.status = problem.status
    this.errors = problem.errors ?? []
    this.facts = problem.facts ?? {}
    this.retryAfterMs = problem.retryAfterMs ?? null
  }
}
