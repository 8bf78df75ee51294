import { type Static, Type } from 'typebox'

const Word = Type.String({ minLength: 1, maxLength: 128 })
/** Clients send these empty or null when they have none. */
const Setting = Type.Optional(Type.Union([Type.String({ maxLength: 256 }), Type.Null()]))

/** `POST /me`. `loginCode` and `queue` are the vendor's switch's business; they are read and have no effect. */
export const MeOperation = Type.Object({
  operationName: Word,
  channels: Type.Optional(Type.Array(Word, { minItems: 1, maxItems: 16 })),
  place: Setting,
  loginCode: Setting,
  queue: Setting,
  reasonCode: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
})
export type MeOperation = Static<typeof MeOperation>

/** `POST /me/channels/:channel`. */
export const ChannelOperation = Type.Object({
  operationName: Word,
  /** A code of the tenant's list; not the vendor's. */
  reasonCode: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
})
export type ChannelOperation = Static<typeof ChannelOperation>

export const MeQuery = Type.Object({ subresources: Type.Optional(Type.String({ maxLength: 500 })) })
