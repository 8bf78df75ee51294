import { nullable, type Static, strict, Type } from './schema.ts'

/** Where a value comes from: `system` (the default), `tenant`, `role:<role>`, `user:<id>`. */
export const Level = Type.String({ pattern: '^(system|tenant|role:[a-z-]+|user:[^\\u0000-\\u001f/]+)$', maxLength: 160 })

export const PreferenceDocument = strict({
  key: Type.String(),
  group: Type.String(),
  type: Type.Enum(['boolean', 'integer', 'durationMs', 'choice', 'text', 'recordingWhen', 'origins', 'originPatterns']),
  help: Type.String(),
  defaultValue: Type.Unknown(),
  minimum: nullable(Type.Number()),
  maximum: nullable(Type.Number()),
  choices: nullable(Type.Array(Type.String())),
  /** The levels it may be set at. */
  levels: Type.Array(Type.Enum(['tenant', 'role', 'user'])),
  /** A person may set it for themself. */
  personal: Type.Boolean(),
  value: Type.Unknown(),
  source: Level,
  lockedAt: nullable(Level),
  /** Every rung that has a value, from the default up; the last one that counts is `source`. */
  ladder: Type.Array(
    strict({
      level: Level,
      value: Type.Unknown(),
      locked: Type.Boolean(),
      changedAt: nullable(Type.Integer()),
      changedBy: nullable(Type.String()),
    }),
  ),
})
export type PreferenceDocument = Static<typeof PreferenceDocument>

/** `as`: a user's id, to see what holds for them (needs `preferences.manage`). */
export const PreferencesQuery = strict({ as: Type.Optional(Type.String({ minLength: 1, maxLength: 128 })) })
export const PreferencesDocument = strict({ preferences: Type.Array(PreferenceDocument) })
export const PreferenceBody = strict({ value: Type.Unknown(), locked: Type.Optional(Type.Boolean()) })
export const PreferenceParams = strict({ level: Level, key: Type.String({ minLength: 1, maxLength: 80 }) })
