import { roles } from '@hotseat/core'
import { Id, Label, Moment, nullable, type Static, strict, Type } from './schema.ts'

const Code = Type.Integer({ minimum: 1, maximum: 49_999 })
const Username = Type.String({ minLength: 1, maxLength: 300, pattern: '^[^\\u0000-\\u001f]+$' })
const Email = nullable(Type.String({ maxLength: 254, pattern: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$' }))
const Disabled = strict({ disabled: Type.Boolean() }).properties.disabled

export const AdminUserDocument = strict({
  id: Id,
  username: Type.String(),
  name: Label,
  email: Email,
  role: Type.Enum(roles),
  extension: nullable(Id),
  campaigns: Type.Array(Id),
  disabled: Disabled,
  createdAt: Moment,
  hasPassword: Type.Boolean(),
  hasSecondFactor: Type.Boolean(),
})
export type AdminUserDocument = Static<typeof AdminUserDocument>
export const CreateUserBody = strict({
  username: Username,
  name: Label,
  email: Type.Optional(Email),
  role: Type.Enum(roles),
  extension: Type.Optional(nullable(Id)),
  campaigns: Type.Optional(Type.Array(Id, { maxItems: 256 })),
})
export const ChangeUserBody = Type.Partial(
  strict({
    name: Label,
    email: Email,
    role: Type.Enum(roles),
    extension: nullable(Id),
    campaigns: Type.Array(Id, { maxItems: 256 }),
    disabled: Disabled,
  }),
  { additionalProperties: false },
)
/** The one-use link secret by which a person sets their own password (S-06); shown once. */
export const ActivationDocument = strict({ secret: Type.String(), expiresAt: Moment })
export const CreatedUserDocument = strict({ user: AdminUserDocument, activation: ActivationDocument })

export const PlaceDocument = strict({
  id: Id,
  name: Label,
  extension: nullable(Id),
  devices: Type.Array(strict({ dn: Id, switch: Id }), { maxItems: 16 }),
  disabled: Disabled,
})
export type PlaceDocument = Static<typeof PlaceDocument>
export const CampaignDocument = strict({
  id: Id,
  name: Label,
  type: Type.Enum(['inbound', 'outbound', 'blended']),
  description: Type.String({ maxLength: 500 }),
  media: Type.Array(Id, { maxItems: 16 }),
  disabled: Disabled,
})
export type CampaignDocument = Static<typeof CampaignDocument>
export const ReasonCodeDocument = strict({
  id: Id,
  category: Type.Enum(['NOT_READY', 'LOGOUT']),
  code: Type.Integer({ minimum: 1, maximum: 65_535 }),
  label: Type.String({ minLength: 1, maxLength: 40 }),
  system: Type.Boolean(),
  disabled: Disabled,
})
export type ReasonCodeDocument = Static<typeof ReasonCodeDocument>
export const CreateReasonCodeBody = strict({
  category: Type.Enum(['NOT_READY', 'LOGOUT']),
  code: Code,
  label: Type.String({ minLength: 1, maxLength: 40 }),
})
export const WrapUpCodeDocument = strict({ id: Id, label: Label, disabled: Disabled })
export const PhoneBookDocument = strict({
  id: Id,
  name: Label,
  type: Type.Enum(['GLOBAL', 'TEAM']),
  disabled: Disabled,
  contacts: Type.Array(
    strict({
      firstName: Type.String({ maxLength: 80 }),
      lastName: Type.String({ maxLength: 80 }),
      phoneNumber: Type.String({ minLength: 1, maxLength: 40 }),
      description: Type.String({ maxLength: 200 }),
    }),
    { maxItems: 6000 },
  ),
})
export type PhoneBookDocument = Static<typeof PhoneBookDocument>

const without = <T extends ('id' | 'disabled' | 'code' | 'category' | 'system')[]>(...keys: T) => keys
export const CreatePlaceBody = Type.Omit(PlaceDocument, without('disabled'), { additionalProperties: false })
export const ChangePlaceBody = Type.Partial(Type.Omit(PlaceDocument, without('id')), { additionalProperties: false })
export const CreateCampaignBody = Type.Omit(CampaignDocument, without('disabled'), { additionalProperties: false })
export const ChangeCampaignBody = Type.Partial(Type.Omit(CampaignDocument, without('id')), { additionalProperties: false })
export const ChangeReasonCodeBody = Type.Partial(Type.Omit(ReasonCodeDocument, without('id', 'code', 'category', 'system')), {
  additionalProperties: false,
})
export const CreateWrapUpCodeBody = Type.Omit(WrapUpCodeDocument, without('disabled'), { additionalProperties: false })
export const ChangeWrapUpCodeBody = Type.Partial(Type.Omit(WrapUpCodeDocument, without('id')), { additionalProperties: false })
export const CreatePhoneBookBody = Type.Omit(PhoneBookDocument, without('disabled'), { additionalProperties: false })
export const ChangePhoneBookBody = Type.Partial(Type.Omit(PhoneBookDocument, without('id')), { additionalProperties: false })

export const AuditQuery = strict({
  from: Type.Optional(Moment),
  to: Type.Optional(Moment),
  user: Type.Optional(Id),
  kind: Type.Optional(Type.String({ maxLength: 80 })),
  /** The offset to go on before; the page holds older events. */
  before: Type.Optional(Type.Integer({ minimum: 1 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
})
