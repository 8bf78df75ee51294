import { type Static, Type } from './schema.ts'

/** An RFC 9457 problem document. `code` is stable; `errors` names the fields at fault. */
export const ProblemDocument = Type.Object({
  type: Type.String(),
  title: Type.String(),
  status: Type.Integer(),
  code: Type.String(),
  detail: Type.Optional(Type.String()),
  errors: Type.Optional(Type.Array(Type.Object({ field: Type.String(), message: Type.String() }))),
  retryAfterMs: Type.Optional(Type.Integer()),
  facts: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
})
export type ProblemDocument = Static<typeof ProblemDocument>
