import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox'

/** An object that refuses unknown keys (S-69). */
export function strict<T extends TProperties>(properties: T, options: { description?: string } = {}): TObject<T> {
  return Type.Object(properties, { additionalProperties: false, ...options })
}

/** A value or null. */
export function nullable<T extends TSchema>(schema: T) {
  return Type.Union([schema, Type.Null()])
}

/** A moment: milliseconds since the epoch. */
export const Moment = Type.Integer({ minimum: 0, description: 'Milliseconds since 1970-01-01T00:00:00Z.' })
/** A short id chosen by a person or by the server; no control characters, no slash. */
export const Id = Type.String({ minLength: 1, maxLength: 128, pattern: '^[^\\u0000-\\u001f/]+$' })
/** A label for people. */
export const Label = Type.String({ minLength: 1, maxLength: 120, pattern: '^[^\\u0000-\\u001f]+$' })
/** A password as typed: any Unicode, never trimmed (S-01). Its policy length is a preference. */
export const Password = Type.String({ minLength: 1, maxLength: 1024 })

export { type Static, type TSchema, Type }
