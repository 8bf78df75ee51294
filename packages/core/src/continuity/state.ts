/** A loss that is not mended yet. */
export type Loss = {
  readonly since: number
  /** Failed tries in a row. */
  readonly attempt: number
  /** Fresh challenges asked for in a row (RE4). */
  readonly freshChallenges: number
  /** Sockets in a row that were refused or did not live for 10 s (RE10). */
  readonly briefLinks: number
}

/** The keep-alives of an open socket. */
export type Link = {
  /** The number of the last keep-alive. */
  readonly n: number
  /** When the server last said something that proves it hears us. */
  readonly answeredAt: number
  /** When the oldest unanswered keep-alive went out; null when none is out. */
  readonly sentAt: number | null
  readonly failures: number
  /** When the next keep-alive is due. */
  readonly keepAliveAt: number
  readonly openedAt: number
  /** The sockets right before this one that were refused or did not live for 10 s (RE10). */
  readonly briefLinks: number
}

type Silent = { readonly wakeAt: null }
type Alarmed = { readonly wakeAt: number }

/** Where a client stands. Every state but the two silent ones has exactly one alarm, `wakeAt` (epoch ms). */
export type Continuity =
  | ({ readonly kind: 'signedOut' } & Silent)
  | ({ readonly kind: 'ended'; readonly code: string } & Silent)
  /** A socket is being opened; `loss` is null right after a sign-in. */
  | ({ readonly kind: 'connecting'; readonly startedAt: number; readonly loss: Loss | null } & Alarmed)
  | ({ readonly kind: 'connected'; readonly link: Link } & Alarmed)
  /** The socket is open, but an answer is late. */
  | ({ readonly kind: 'checking'; readonly since: number; readonly link: Link } & Alarmed)
  /** An echo is in flight. */
  | ({ readonly kind: 'probing'; readonly startedAt: number; readonly loss: Loss } & Alarmed)
  /** Waiting for the next try; `byServer`: as long as the server asked for (PR7). */
  | ({ readonly kind: 'pausing'; readonly loss: Loss; readonly byServer: boolean } & Alarmed)
  /** The server is there and gave a slot; waiting for it. */
  | ({ readonly kind: 'waiting'; readonly loss: Loss; readonly challenge: string; readonly challengeUntil: number } & Alarmed)
  /** A resume is in flight. */
  | ({ readonly kind: 'resuming'; readonly startedAt: number; readonly loss: Loss } & Alarmed)
  /** Another tab probes and resumes for this one; `leaderTryAt`: when it next does, as it said since it was asked last. */
  | ({ readonly kind: 'following'; readonly loss: Loss; readonly leaderTryAt: number | null } & Alarmed)

/** One state by its kind. */
export type StateOf<K extends Continuity['kind']> = Extract<Continuity, { kind: K }>

/** Where every client starts. */
export const initialContinuity: StateOf<'signedOut'> = { kind: 'signedOut', wakeAt: null }
