import { recordingFailures, recordingStates } from '@hotseat/core'
import { Id, Label, Moment, nullable, type Static, strict, Type } from './schema.ts'
import { DeviceKey } from './session.ts'

/** A recorder: the RFC 7638 thumbprint of its key. */
export const RecorderId = Type.String({ pattern: '^[A-Za-z0-9_-]{43}$' })
/** ECDSA P-256/SHA-256, IEEE P1363, base64url. */
const Signature = Type.String({ pattern: '^[A-Za-z0-9_-]{86}$' })
const Challenge = Type.String({ minLength: 1, maxLength: 512, description: 'From an echo of the last 60 s.' })
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' })

/** Asks for a ticket for one recorder (spec RC10). */
export const RecorderTicketBody = strict({ recorder: RecorderId })
export const RecorderTicketDocument = strict({
  /** Counts once, for this recorder. */
  ticket: Type.String({ minLength: 16, maxLength: 256 }),
  expiresAt: Moment,
})

/** A recorder signs in by a ticket (spec RC11). The answer is that of a sign-in by a bearer. */
export const RecorderSignInBody = strict({
  ticket: Type.String({ minLength: 1, maxLength: 256 }),
  /** The recorder's key; its thumbprint is the one that the ticket was made for. */
  deviceKey: DeviceKey,
  challenge: Challenge,
  /** Over `hotseat-recorder\n<origin of the server>\n<ticket>\n<challenge>`. */
  signature: Signature,
  /** What the recorder is: its version, and where it stands, if it was told. */
  version: Type.String({ minLength: 1, maxLength: 64 }),
  place: Type.Optional(Id),
})
export type RecorderSignInBody = Static<typeof RecorderSignInBody>

/** What a recorder is to do now, and how (spec RC20, RC21). */
export const RecorderOrdersDocument = strict({
  recording: nullable(
    strict({
      id: Id,
      askedAt: Moment,
      /** After this moment it may not begin it any more. */
      giveUpAt: Moment,
      paused: Type.Boolean(),
    }),
  ),
  capture: strict({ frameRate: Type.Integer(), maxHeight: Type.Integer(), maxMs: Type.Integer() }),
  /** The public key (P-256 JWK) under which keys of parts are wrapped: JWE, ECDH-ES+A256KW, A256GCM. */
  wrappingKey: Type.Record(Type.String(), Type.String()),
  /** The server's time. */
  now: Moment,
})
export type RecorderOrdersDocument = Static<typeof RecorderOrdersDocument>

/** A recorder as administrators see it (spec RC50). */
export const RecorderDocument = strict({
  id: RecorderId,
  /** Whom it signed in for last. */
  agent: strict({ id: Id, name: Label }),
  /** Where it stands, as far as that is known. */
  place: nullable(Id),
  version: Type.String(),
  firstSeenAt: Moment,
  /** When it last signed in or proved its key. */
  lastSeenAt: Moment,
  /** Since when it is shut out for good. */
  revokedAt: nullable(Moment),
})

/** What an agent knows of the recording of their screen (spec RC45). */
export const MyRecordingDocument = strict({
  /** Null: none goes on. `asked`: no recorder has begun it yet. */
  recording: nullable(strict({ id: Id, state: Type.Enum(['asked', 'running']), paused: Type.Boolean() })),
})
export type MyRecordingDocument = Static<typeof MyRecordingDocument>

/** The agent, or somebody of the floor, pauses a recording or goes on with it (spec RC6). */
export const RecordingActBody = strict({ action: Type.Enum(['pause', 'resume']) })

// The recorder's own door, /recorder/v1: what it does whether or not somebody is signed in on it (spec RC15).

/** A recorder proves its key: over `hotseat-recorder-access\n<origin of the server>\n<recorder>\n<challenge>`. */
export const RecorderAccessBody = strict({ tenant: Id, recorder: RecorderId, challenge: Challenge, signature: Signature })
export const RecorderAccessDocument = strict({ token: Type.String(), expiresAt: Moment })

/** `POST /recorder/v1/wait`: a ticket, or null after up to 25 s (spec RC16). */
export const RecorderWaitDocument = strict({ ticket: nullable(Type.String()) })

/** `POST /recorder/v1/recordings/:id`: what happened to a recording on the agent's machine (spec RC22). */
export const RecorderReportBody = Type.Union([
  strict({ what: Type.Literal('begun'), at: Moment }),
  strict({ what: Type.Literal('failed'), failure: Type.Enum(recordingFailures) }),
  strict({ what: Type.Literal('finished'), parts: Type.Integer({ minimum: 0, maximum: 10_000 }) }),
])
export type RecorderReportBody = Static<typeof RecorderReportBody>

/** The metadata of an upload to `/recorder/v1/uploads` (tus 1.0), all as text (spec RC30). */
export const PartMetadata = strict({
  recording: Id,
  /** From 1. */
  part: Type.String({ pattern: '^[1-9]\\d{0,4}$' }),
  startedAt: Type.String({ pattern: '^\\d{1,15}$' }),
  endedAt: Type.String({ pattern: '^\\d{1,15}$' }),
  sha256: Sha256,
  /** The part's key, as a compact JWE. */
  key: Type.String({ minLength: 1, maxLength: 2_048 }),
  /** `true`: its recorder did not get to end it. */
  cut: Type.Enum(['true', 'false']),
})
export type PartMetadata = Static<typeof PartMetadata>

const CallDocument = strict({
  interactionId: Id,
  direction: Type.Enum(['inbound', 'outbound']),
  campaign: Id,
  party: Type.String(),
  from: Moment,
  to: nullable(Moment),
})

/** A recording as those see it who may watch it. */
export const RecordingDocument = strict({
  id: Id,
  agent: strict({ id: Id, name: Label }),
  place: nullable(Id),
  state: Type.Enum(recordingStates),
  failure: nullable(Type.Enum(recordingFailures)),
  askedAt: Moment,
  startedAt: nullable(Moment),
  stoppedAt: nullable(Moment),
  calls: Type.Array(CallDocument),
  pauses: Type.Array(strict({ from: Moment, to: nullable(Moment), by: nullable(Label) })),
  /** What can be played: those parts that have arrived. `GET /v1/recordings/:id/media?part=<number>` is one of them. */
  parts: Type.Array(
    strict({
      part: Type.Integer({ minimum: 1 }),
      startedAt: Moment,
      endedAt: Moment,
      durationMs: Type.Integer(),
      bytes: Type.Integer(),
      cut: Type.Boolean(),
    }),
  ),
})
export type RecordingDocument = Static<typeof RecordingDocument>

export const RecordingsQuery = strict({
  agent: Type.Optional(Id),
  /** The interaction's id. */
  call: Type.Optional(Id),
  from: Type.Optional(Type.Integer({ minimum: 0 })),
  to: Type.Optional(Type.Integer({ minimum: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  /** `next` of the page before. */
  before: Type.Optional(Type.String({ maxLength: 200 })),
})
export const RecordingsDocument = strict({
  recordings: Type.Array(RecordingDocument),
  /** What `before` is for the next page; null: this is the last. */
  next: nullable(Type.String()),
})
