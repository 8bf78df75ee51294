import type { Role } from '../roles.ts'

/** The levels a preference can be set at, from the highest: tenant above role above user. */
export const preferenceLevels = ['tenant', 'role', 'user'] as const
export type PreferenceLevel = (typeof preferenceLevels)[number]

/** What a preference is: enough to check a value, to show a form, and to generate the reference page. */
export type PreferenceSpec = {
  readonly group:
    | 'continuity'
    | 'session'
    | 'lockout'
    | 'passwords'
    | 'agent'
    | 'chat'
    | 'recording'
    | 'security'
    | 'floor'
    | 'feed'
    | 'desk'
  readonly type: 'boolean' | 'integer' | 'durationMs' | 'choice' | 'text' | 'recordingWhen' | 'origins' | 'originPatterns'
  readonly defaultValue: boolean | number | string | readonly string[]
  readonly minimum: number | null
  readonly maximum: number | null
  readonly choices: readonly string[] | null
  readonly levels: readonly PreferenceLevel[]
  /** A person may set it for themself. */
  readonly personal: boolean
  readonly help: string
}

type Base = Pick<PreferenceSpec, 'group' | 'levels' | 'help'>
const unbounded = { minimum: null, maximum: null, choices: null, personal: false } as const

/** A switch. */
export function flag(spec: Base & { defaultValue: boolean }) {
  return { ...unbounded, ...spec, type: 'boolean' } as const
}

/** A whole number between two bounds, both allowed. */
export function integer(spec: Base & { defaultValue: number; minimum: number; maximum: number }) {
  return { ...unbounded, ...spec, type: 'integer' } as const
}

/** A whole number of milliseconds between two bounds, both allowed. */
export function duration(spec: Base & { defaultValue: number; minimum: number; maximum: number }) {
  return { ...unbounded, ...spec, type: 'durationMs' } as const
}

/** One of a few words. */
export function choice<const C extends string>(
  spec: Base & { choices: readonly C[]; defaultValue: NoInfer<C>; personal?: boolean },
) {
  return { ...unbounded, ...spec, personal: spec.personal ?? false, type: 'choice' } as const
}

/** A line of text; empty when there is none. */
export function text(spec: Base & { defaultValue: string }) {
  return { ...unbounded, ...spec, type: 'text' } as const
}

/** Which calls are recorded, as text (spec RC1). */
export function recordingWhen(spec: Base & { defaultValue: string }) {
  return { ...unbounded, ...spec, type: 'recordingWhen' } as const
}

/** A list of exact origins (S-32). */
export function origins(spec: Base & { defaultValue: readonly string[] }) {
  return { ...unbounded, ...spec, type: 'origins' } as const
}

/** A list of patterns of origins, for the one API that takes them (spec PF16). */
export function originPatterns(spec: Base & { defaultValue: readonly string[] }) {
  return { ...unbounded, ...spec, type: 'originPatterns' } as const
}

/** The value type that a spec describes. */
export type ValueOf<S extends PreferenceSpec> = S extends { type: 'boolean' }
  ? boolean
  : S extends { type: 'integer' | 'durationMs' }
    ? number
    : S extends { type: 'choice'; choices: readonly (infer C)[] }
      ? C
      : S extends { type: 'origins' | 'originPatterns' }
        ? readonly string[]
        : string

/** A level as it is stored: `tenant`, `role:<role>`, `user:<id>`. */
export type Level = 'tenant' | `role:${Role}` | `user:${string}`
