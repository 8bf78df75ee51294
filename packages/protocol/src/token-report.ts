import { chatClaims } from '@hotseat/core'
import { Moment, nullable, type Static, strict, Type } from './schema.ts'

export const CheckTokenBody = strict({ token: Type.String({ minLength: 1, maxLength: 8_192 }) })
/** What is looked at in a token, in this order. */
export const tokenChecks = ['project', 'form', 'header', 'key', 'signature', 'claims', 'use'] as const

/** What needs no more than its code to be told. */
export const plainTokenFindings = [
  ...(['projectOpen', 'projectDisabled', 'autoLoginOff'] as const),
  ...(['canonical', 'tooLong', 'notThreeParts', 'notCanonical', 'headerNotJson', 'claimsNotJson'] as const),
  ...(['headerRight', 'keysTried', 'keyNone', 'keyUnreadable', 'signatureWrong'] as const),
  ...(['expired', 'notUsed', 'used'] as const),
] as const
/** What is told of one key. */
export const keyTokenFindings = ['keyActive', 'keyRevoked', 'keyUnknown', 'signedBy'] as const

const Claim = Type.Enum([...chatClaims])
/** What was found, as a code with what it is about: whoever shows it says it in the reader's language. */
export const TokenFound = Type.Union([
  strict({ code: Type.Enum([...plainTokenFindings]) }),
  strict({ code: Type.Enum([...keyTokenFindings]), kid: Type.String() }),
  /** `alg` is as the token has it, as JSON. */
  strict({ code: Type.Literal('algorithmWrong'), alg: Type.String() }),
  strict({ code: Type.Literal('headerMemberWrong'), name: Type.String() }),
  strict({ code: Type.Literal('claimMissing'), claim: Claim }),
  strict({ code: Type.Literal('claimWrong'), claim: Claim }),
  strict({ code: Type.Literal('claimsRight'), name: Type.String(), email: Type.String(), until: Moment }),
])
export type TokenFound = Static<typeof TokenFound>

/** What is right and wrong with a token, one line a thing that is looked at, in the order it is looked at. */
export const TokenReportDocument = strict({
  valid: Type.Boolean(),
  /** What a page that logs in with it reads: `exception.message`; null when it is valid. */
  message: nullable(Type.String()),
  findings: Type.Array(strict({ what: Type.Enum([...tokenChecks]), ok: Type.Boolean(), found: TokenFound })),
  header: nullable(Type.Record(Type.String(), Type.Unknown())),
  claims: nullable(Type.Record(Type.String(), Type.Unknown())),
})
