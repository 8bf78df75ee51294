import { roles } from '@hotseat/core'
import { MediumStatusDocument, SetStateBody } from './agent.ts'
import { Id, Label, Moment, nullable, type Static, strict, Type } from './schema.ts'

export const FloorAgentDocument = strict({
  id: Id,
  username: Type.String(),
  name: Label,
  role: Type.Enum(roles),
  /** `connected`: a feed socket is open. `lost`: a live session without one. `out`: signed out. */
  presence: Type.Enum(['connected', 'lost', 'out']),
  presenceSince: nullable(Moment),
  extension: nullable(Id),
  place: nullable(Id),
  campaigns: Type.Array(Id),
  states: Type.Array(MediumStatusDocument),
})
export type FloorAgentDocument = Static<typeof FloorAgentDocument>

export const FloorDocument = strict({ offset: Type.Integer(), at: Moment, agents: Type.Array(FloorAgentDocument) })
export type FloorDocument = Static<typeof FloorDocument>

export const ForceStateBody = SetStateBody
export const ForceSignOutBody = strict({ reasonCode: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })) })
export const MessageBody = strict({ text: Type.String({ minLength: 1, maxLength: 500 }) })
