import type { Permission } from '@hotseat/core'
import type { Static, TObject, TSchema } from 'typebox'

/** Who may call: anyone, anyone signed in, or a role that carries the permission. */
export type Access = 'anyone' | 'session' | Permission

/**
 * One call of the native API. The server registers it, the client calls it, OpenAPI describes it, and the security
 * tests enumerate it: all from this row.
 */
export type Operation = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Fastify form: `/v1/admin/users/:id`. */
  readonly path: `/v1/${string}`
  readonly summary: string
  readonly access: Access
  /** It can verify a password, so it is on the lockout's list (S-12). */
  readonly passwords?: true
  /** Open to a session whose person must still set up a second factor (spec MF4). */
  readonly beforeSecondFactor?: true
  /** Open to a recorder's session; no other one is (spec RC18). */
  readonly forRecorders?: true
  /** Served only with demo data. */
  readonly demo?: true
  readonly params?: TObject
  readonly query?: TObject
  readonly body?: TSchema
  readonly answer: TSchema
}

/** Keeps the schemas' types of one row. */
export function operation<const T extends Operation>(row: T): T {
  return row
}

type StaticOf<T, K extends string> = T extends { readonly [P in K]: infer S extends TSchema } ? Static<S> : undefined
export type ParamsOf<T> = StaticOf<T, 'params'>
export type QueryOf<T> = StaticOf<T, 'query'>
export type BodyOf<T> = StaticOf<T, 'body'>
export type AnswerOf<T> = StaticOf<T, 'answer'>
