import { agentStates, settableStates } from '@hotseat/core'
import { Id, Label, Moment, nullable, type Static, strict, Type } from './schema.ts'

const ReasonCode = Type.Integer({ minimum: 1, maximum: 65_535 })
const ActorDocument = strict({ kind: Type.Enum(['agent', 'supervisor', 'system']), userId: nullable(Id) })

export const InteractionDocument = strict({
  id: Id,
  direction: Type.Enum(['inbound', 'outbound']),
  campaign: Id,
  party: Label,
  offeredAt: Moment,
  answeredAt: nullable(Moment),
  endedAt: nullable(Moment),
})

export const MediumStatusDocument = strict({
  medium: Id,
  state: Type.Enum(agentStates),
  reasonCode: nullable(ReasonCode),
  since: Moment,
  pending: nullable(
    strict({ state: Type.Enum(settableStates), reasonCode: nullable(ReasonCode), requestedAt: Moment, by: ActorDocument }),
  ),
  interaction: nullable(InteractionDocument),
})

export const AgentDocument = strict({
  states: Type.Array(MediumStatusDocument),
  extension: nullable(Id),
  place: nullable(Id),
  campaigns: Type.Array(Id),
})
/** The agent's part of the session document: a state for each medium, and the seat. */
export type AgentDocument = Static<typeof AgentDocument>

export const SetStateBody = strict({ medium: Id, state: Type.Enum(settableStates), reasonCode: Type.Optional(ReasonCode) })
export const CancelPendingBody = strict({ medium: Id })
/** What is left out stays, but for the extension, which a place brings, and the media, which are then all. */
export const SetSeatBody = strict({
  media: Type.Optional(Type.Array(Id, { maxItems: 16, uniqueItems: true })),
  extension: Type.Optional(Id),
  place: Type.Optional(Id),
  campaigns: Type.Optional(Type.Array(Id, { maxItems: 64, uniqueItems: true })),
})
export const SetCampaignsBody = strict({ campaigns: Type.Array(Id, { maxItems: 64, uniqueItems: true }) })

/** What an agent can do with the interaction on a medium. */
export const interactionActions = ['answer', 'decline', 'hold', 'retrieve', 'end', 'wrapUp'] as const
export type InteractionAction = (typeof interactionActions)[number]
export const InteractionBody = strict({
  action: Type.Enum(interactionActions),
  wrapUpCode: Type.Optional(Id),
})

export const DemoCallBody = strict({
  campaign: Type.Optional(Id),
  party: Type.Optional(Label),
  /** Rings this agent only; without it, whoever has been ready longest. */
  userId: Type.Optional(Id),
})

export const NoteDocument = strict({ text: Type.String(), version: Type.Integer({ minimum: 0 }), savedAt: nullable(Moment) })
export type NoteDocument = Static<typeof NoteDocument>
export const NoteBody = strict({
  text: Type.String({ maxLength: 20_000 }),
  /** The version that was read; `object.changed` when another tab wrote since. */
  version: Type.Integer({ minimum: 0 }),
})

/** What an agent's desk shows besides the state: the tenant's lists, only the enabled rows. */
export const DeskDocument = strict({
  campaigns: Type.Array(
    strict({
      id: Id,
      name: Label,
      type: Type.Enum(['inbound', 'outbound', 'blended']),
      description: Type.String(),
      media: Type.Array(Id),
      assigned: Type.Boolean(),
    }),
  ),
  media: Type.Array(strict({ id: Id, name: Label, maxDialogLimit: Type.Integer() })),
  reasonCodes: Type.Array(
    strict({ category: Type.Enum(['NOT_READY', 'LOGOUT']), code: ReasonCode, label: Label, system: Type.Boolean() }),
  ),
  wrapUpCodes: Type.Array(strict({ id: Id, label: Label })),
  phoneBooks: Type.Array(
    strict({
      id: Id,
      name: Label,
      type: Type.Enum(['GLOBAL', 'TEAM']),
      contacts: Type.Array(
        strict({ firstName: Type.String(), lastName: Type.String(), phoneNumber: Type.String(), description: Type.String() }),
      ),
    }),
  ),
  places: Type.Array(
    strict({ id: Id, name: Label, extension: nullable(Id), devices: Type.Array(strict({ dn: Id, switch: Id })) }),
  ),
})
export type DeskDocument = Static<typeof DeskDocument>
