import type { Static } from 'typebox'
import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { explain } from '../../http/explain.ts'
import { type BusRequest, type Fault, faultIn } from './envelope.ts'

/** The code of a reason, as the lists tell it: text in the published samples, a number in some clients. */
const ReasonCodeId = Type.Union([Type.String({ pattern: '^\\d{1,5}$' }), Type.Integer({ minimum: 0, maximum: 99_999 })])
/** Ours: which medium is meant; the first of the tenant's, which is the voice one, when it is left out. */
const mrdId = Type.Optional(Type.String({ minLength: 1, maxLength: 128 }))
/** These take nothing, and overlook what comes. */
const Nothing = Type.Unknown()

/** What goes with a request, by its name; other members pass. */
export const requestData = {
  'Registration/Register': Type.Object({
    /** Ours: the client asks for a key to come back by, without a password (spec AQ30). */
    keepSession: Type.Optional(Type.Boolean()),
    /** Ours: the key, after the line was lost. */
    session: Type.Optional(Type.String({ minLength: 1, maxLength: 512 })),
  }),
  'Agent/SetUserInfo': Type.Object({
    username: Type.String({ minLength: 1, maxLength: 300 }),
    password: Type.String({ minLength: 1, maxLength: 1024 }),
    extension: Type.String({ maxLength: 128 }),
    /** Ours: for accounts with a second factor. */
    oneTimeCode: Type.Optional(Type.String({ maxLength: 16 })),
  }),
  'Agent/SetReadyState': Type.Object({ mrdId }),
  'Agent/SetNotReadyState': Type.Object({ ReasonCodeId: Type.Optional(ReasonCodeId), mrdId }),
  'Connection/Logout': Type.Object({ ReasonCodeId: Type.Optional(ReasonCodeId) }),
  'General/GetAppState': Nothing,
  'Call/GetAppState': Nothing,
  'Call/GetCallState': Nothing,
} as const satisfies Record<string, TSchema>

/** A request that the bus knows. */
export type RequestName = keyof typeof requestData
/** What came with a request, read. */
export type DataOf<N extends RequestName> = Static<(typeof requestData)[N]>
/** A request that was read. */
export type KnownRequest = { [N in RequestName]: { readonly name: N; readonly data: DataOf<N> } }[RequestName]

/** The requests that can verify a password (S-12). */
export const passwordMessages: readonly RequestName[] = ['Agent/SetUserInfo']

const checkers = new Map(Object.entries(requestData).map(([name, schema]) => [name, Compile(schema)]))

/** Reads what came with a request by its schema: the request, or what is wrong with it. */
export function parseRequest({ name, data: given }: BusRequest): KnownRequest | Fault {
  const checker = checkers.get(name)
  if (checker === undefined) return { reason: 'There is no such request.', field: 'subtopic' }
  const data = given ?? {}
  if (!checker.Check(data)) return faultIn(explain(checker.Errors(data)), 'data')
  // The name is one of the table's, and its own schema has read the data.
  return { name, data } as KnownRequest
}

/** The code that a client means; null when it gives none. */
export function reasonCodeOf({ ReasonCodeId: code }: { ReasonCodeId?: string | number }): number | null {
  return code === undefined ? null : Number(code)
}
