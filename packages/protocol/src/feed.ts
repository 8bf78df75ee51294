import type { FeedEvent } from '@hotseat/core'
import { Moment, nullable, type Static, strict, Type } from './schema.ts'

/** An event as it stands in the feed; `kind` and the shape of `data` are listed in `docs/reference/events.md`. */
export const FeedEventDocument = strict({
  offset: Type.Integer({ minimum: 1 }),
  at: Moment,
  kind: Type.String(),
  userId: nullable(Type.String()),
  by: nullable(Type.String()),
  data: Type.Unknown(),
})
export type FeedEventDocument = Static<typeof FeedEventDocument>

/** Why the server closes a feed: the socket may come back after `waitMs`, or the session is over. */
export const byeReasons = ['draining', 'ended', 'slow', 'protocol', 'unauthorised'] as const
export type ByeReason = (typeof byeReasons)[number]

/** Frames from the server on `GET /v1/feed`. */
export type ServerFrame =
  | { type: 'hello'; offset: number }
  | ({ type: 'event' } & FeedEvent)
  /** `n` is the ping's; `waitMs` asks the client to slow its keep-alives; `offset` is the feed's head as this viewer sees it. */
  | { type: 'pong'; n: number; offset: number; waitMs?: number }
  /** The offset asked for is older than the feed keeps: read `GET /v1/session` again. */
  | { type: 'gap' }
  /** The customer of one of my conversations is typing: to be shown for a few seconds, kept nowhere (spec CH22). */
  | { type: 'typing'; conversationId: string }
  | { type: 'bye'; reason: ByeReason; waitMs?: number; code?: string }

/** Frames from the client. `active` says whether a person did something since the last ping (S-23). */
export const ClientFrame = Type.Union([
  strict({ type: Type.Literal('ping'), n: Type.Integer({ minimum: 0 }), active: Type.Optional(Type.Boolean()) }),
  strict({ type: Type.Literal('auth'), accessToken: Type.String({ maxLength: 512 }) }),
])
export type ClientFrame = Static<typeof ClientFrame>
