import { roles } from '@hotseat/core'
import { AgentDocument } from './agent.ts'
import { FeedEventDocument } from './feed.ts'
import { Id, Label, Moment, nullable, Password, type Static, strict, Type } from './schema.ts'

/** A label that isolates a tab's session from its sisters; `''` is the session that tabs share. Never a secret. */
export const SubId = Type.String({ maxLength: 64, pattern: '^[A-Za-z0-9_-]*$' })

/** The public half of a device key: a P-256 JWK. A private member (`d`) is refused. */
export const DeviceKey = strict({
  kty: Type.Literal('EC'),
  crv: Type.Literal('P-256'),
  x: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  y: Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' }),
  ext: Type.Optional(Type.Boolean()),
  key_ops: Type.Optional(Type.Array(Type.String({ maxLength: 16 }), { maxItems: 4 })),
  alg: Type.Optional(Type.Literal('ES256')),
})
export type DeviceKey = Static<typeof DeviceKey>

/** A code of an authenticator app (RFC 6238). */
const OneTimeCode = Type.String({ pattern: '^\\d{6}$' })

/** Shows that the private half of the device key is there now: only then does the device count as one that was here before. */
export const DeviceProof = strict({
  challenge: Type.String({ minLength: 1, maxLength: 512, description: 'From an echo of the last 60 s.' }),
  signature: Type.String({
    pattern: '^[A-Za-z0-9_-]{86}$',
    description:
      'ECDSA P-256/SHA-256, IEEE P1363, base64url, over `hotseat-sign-in\\n<origin>\\n<tenant>\\n<username>\\n<RFC 7638 thumbprint of the key>\\n<challenge>`, the tenant empty where it is left out.',
  }),
})

export const SignInBody = strict({
  /** Left out: the user name says it (`tenant\\name`, `name@tenant`), else the host that was called, else the default one. */
  tenant: Type.Optional(Id),
  username: Type.String({ minLength: 1, maxLength: 300 }),
  password: Type.Optional(Password),
  /** Asked for by 401 `signIn.secondFactor`, after the right password. */
  oneTimeCode: Type.Optional(OneTimeCode),
  extension: Type.Optional(Id),
  place: Type.Optional(Id),
  campaigns: Type.Optional(Type.Array(Id, { maxItems: 64, uniqueItems: true })),
  /** The media to begin on, all when left out; who works already goes on with theirs. With none an agent has no seat yet. */
  media: Type.Optional(Type.Array(Id, { maxItems: 16, uniqueItems: true })),
  subId: Type.Optional(SubId),
  deviceKey: Type.Optional(DeviceKey),
  /** Goes with `deviceKey`. */
  deviceProof: Type.Optional(DeviceProof),
  takeOver: Type.Optional(Type.Boolean()),
  /**
   * What signs in, for an application that stands beside the desk (a phone, a recorder, a page of the CRM): an agent has one
   * session in each, all for the same work. Left out: the desk itself.
   */
  application: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9.-]{0,31}$' })),
  /** Never prompts and never signs in: the live session's document, or 401 `signIn.none`. */
  checkOnly: Type.Optional(Type.Boolean()),
  credential: Type.Optional(Type.Enum(['cookie', 'bearer'])),
})
export type SignInBody = Static<typeof SignInBody>

export const UserDocument = strict({
  id: Id,
  username: Type.String(),
  name: Label,
  role: Type.Enum(roles),
  tenant: Id,
  tenants: Type.Array(strict({ id: Id, name: Label })),
})

export const SessionDocument = strict({
  session: strict({ id: Id, subId: SubId, startedAt: Moment, expiresAt: Moment }),
  user: UserDocument,
  /** Null for the roles that are not agents. */
  agent: nullable(AgentDocument),
  /** Every preference's effective value by key. */
  preferences: Type.Record(Type.String(), Type.Unknown()),
  csrfToken: Type.String(),
  /** There when this person must set up a second factor before anything else: other calls answer `session.enrolSecondFactor`. */
  mustEnrol: Type.Optional(Type.Literal(true)),
  accessToken: Type.Optional(strict({ value: Type.String(), expiresAt: Moment })),
  /** The feed offset that this document is true at. */
  offset: Type.Integer({ minimum: 0 }),
})
/** The sign-in document: everything a desk needs to start or go on. */
export type SessionDocument = Static<typeof SessionDocument>

export const EchoDocument = strict({
  time: Moment,
  /** To be signed by the device key for a resume; stateless, good for 60 s, single use. */
  challenge: Type.String(),
  /** How long the server asks this client to wait before it resumes: it spreads the herd. */
  waitMs: Type.Integer({ minimum: 0 }),
})
export type EchoDocument = Static<typeof EchoDocument>

/** What a desk had on the screen, to be given back after a loss. No secrets: the schema has no place for one (S-58). */
export const Snapshot = strict({
  version: Type.Literal(1),
  route: Type.Optional(Type.String({ maxLength: 512 })),
  /** Text typed but not yet acknowledged, with the version it was typed over. */
  note: Type.Optional(strict({ text: Type.String({ maxLength: 20_000 }), version: Type.Integer({ minimum: 0 }) })),
})
export type Snapshot = Static<typeof Snapshot>

export const ResumeBody = strict({
  sessionId: Id,
  challenge: Type.String({ minLength: 1, maxLength: 512 }),
  /** ECDSA P-256/SHA-256, IEEE P1363, base64url, over `hotseat-resume\n<origin>\n<sessionId>\n<challenge>`. */
  signature: Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' }),
  offset: Type.Optional(Type.Integer({ minimum: 0 })),
  snapshot: Type.Optional(Snapshot),
  /** How long ago a person last did something at this desk; counts for the time without a socket (spec SO26). */
  activeMsAgo: Type.Optional(Type.Integer({ minimum: 0 })),
})
export type ResumeBody = Static<typeof ResumeBody>

export const ResumeDocument = strict({
  ...SessionDocument.properties,
  /** `recovered`: the same session went on. `resynced`: it had ended by the loss, its work goes on in a new one. */
  outcome: Type.Enum(['recovered', 'resynced']),
  /** What the client missed since its `offset`; empty when it is too old, then the document is the whole truth. */
  events: Type.Array(FeedEventDocument),
  gap: Type.Boolean(),
  awayMs: Type.Integer({ minimum: 0 }),
})
export type ResumeDocument = Static<typeof ResumeDocument>

export const SignOutBody = strict({
  everywhere: Type.Optional(Type.Boolean()),
  /**
   * An agent's isolated tab signs out alone while another one of its application is there; false: the work is over all the same. Left
   * out: as `X-Hotseat-Sub` says.
   */
  alone: Type.Optional(Type.Boolean()),
  /** Only if the agent is not ready on every medium; else `agent.transition`. */
  whenNotReady: Type.Optional(Type.Boolean()),
  reasonCode: Type.Optional(Type.Integer({ minimum: 1, maximum: 65_535 })),
})
export const PasswordBody = strict({ current: Password, next: Password })
export const SecondFactorDocument = strict({
  /** The key in base32, to be typed into an authenticator app; shown once. */
  secret: Type.String(),
  /** The same as an `otpauth://` address, for a QR code. */
  uri: Type.String(),
})
export const ConfirmSecondFactorBody = strict({ oneTimeCode: OneTimeCode })
export const TenantBody = strict({ tenant: Id })
export const ActivateBody = strict({
  secret: Type.String({ minLength: 1, maxLength: 256 }),
  password: Password,
  /** For the first administrator only. */
  tenant: Type.Optional(Id),
  username: Type.Optional(Type.String({ minLength: 1, maxLength: 300 })),
  name: Type.Optional(Label),
})
export const OwnSessionsDocument = strict({
  sessions: Type.Array(
    strict({
      id: Id,
      subId: SubId,
      startedAt: Moment,
      expiresAt: Moment,
      connected: Type.Boolean(),
      current: Type.Boolean(),
      address: Type.String(),
      /** What signed in: `hotseat` for the desk, a published API, or the name that the sign-in gave. */
      application: Type.String(),
      userAgent: Type.String(),
    }),
  ),
})
