import type { Role } from '../roles.ts'
import { parsePreferenceValue } from './parse-preference-value.ts'
import { lockoutPresets, type PreferenceKey, type PreferenceValues, preferenceCatalogue } from './preference-catalogue.ts'
import { type Level, type PreferenceLevel, type PreferenceSpec, preferenceLevels } from './preference-spec.ts'

/** One stored value of one preference at one level. */
export type Rung = {
  readonly level: string
  readonly key: string
  readonly value: unknown
  /** Lower levels do not count. */
  readonly locked: boolean
  readonly changedAt: number
  readonly changedBy: string | null
}

/** For whom a preference is looked up. */
export type Viewer = { readonly userId: string; readonly role: Role }

/** One step of the way to a value, from the default up. */
export type LadderStep<V> = {
  readonly level: 'system' | Level
  readonly value: V
  readonly locked: boolean
  readonly changedAt: number | null
  readonly changedBy: string | null
}

/** What holds for a viewer, and why. */
export type ResolvedPreference<K extends PreferenceKey> = {
  readonly value: PreferenceValues[K]
  /** The level that the value comes from. */
  readonly source: 'system' | Level
  /** The highest level that locks it: what is set below does not count. */
  readonly lockedAt: Level | null
  /** Every level that has a valid value, also those that a lock overrules. */
  readonly ladder: readonly LadderStep<PreferenceValues[K]>[]
}

/** Looks one preference up: system → tenant → role → user, the lowest that no lock overrules (spec PF1). */
export function resolvePreference<K extends PreferenceKey>(
  key: K,
  rungs: readonly Rung[],
  viewer: Viewer,
): ResolvedPreference<K> {
  const system: LadderStep<PreferenceValues[K]> = {
    level: 'system',
    value: defaultOf(key, rungs, viewer),
    locked: false,
    changedAt: null,
    changedBy: null,
  }
  const set = preferenceLevels.flatMap((level) => stepAt(key, level, rungs, viewer))
  const lock = set.findIndex(({ locked }) => locked)
  const counting = lock === -1 ? set : set.slice(0, lock + 1)
  const { value, level: source } = counting.at(-1) ?? system
  return { value, source, lockedAt: set[lock]?.level ?? null, ladder: [system, ...set] }
}

/** Every preference's value for a viewer. */
export function effectivePreferences(rungs: readonly Rung[], viewer: Viewer): PreferenceValues {
  const keys = Object.keys(preferenceCatalogue) as PreferenceKey[]
  // A tenant may have a value for each of its users: most rungs are somebody else's.
  const names: readonly string[] = preferenceLevels.map((level) => levelFor(level, viewer))
  const own = rungs.filter(({ level }) => names.includes(level))
  const entries = keys.map((key) => [key, resolvePreference(key, own, viewer).value] as const)
  // Object.fromEntries forgets which value belongs to which key; each was resolved for its own.
  return Object.fromEntries(entries) as unknown as PreferenceValues
}

/** The stored name of a level for a viewer. */
export function levelFor(level: PreferenceLevel, viewer: Viewer): Level {
  if (level === 'tenant') return 'tenant'
  return level === 'role' ? `role:${viewer.role}` : `user:${viewer.userId}`
}

/** A stored value that no longer fits its preference is passed over, and what is below it on the ladder counts. */
function stepAt<K extends PreferenceKey>(
  key: K,
  level: PreferenceLevel,
  rungs: readonly Rung[],
  viewer: Viewer,
): readonly (LadderStep<PreferenceValues[K]> & { level: Level })[] {
  const spec: PreferenceSpec = preferenceCatalogue[key]
  if (!spec.levels.includes(level)) return []
  const name = levelFor(level, viewer)
  const rung = rungs.find((each) => each.key === key && each.level === name)
  if (rung === undefined) return []
  const parsed = parsePreferenceValue(key, rung.value)
  if (!parsed.ok) return []
  return [{ level: name, value: parsed.value, locked: rung.locked, changedAt: rung.changedAt, changedBy: rung.changedBy }]
}

/** The default, which for the two lockout numbers follows the preset. */
function defaultOf<K extends PreferenceKey>(key: K, rungs: readonly Rung[], viewer: Viewer): PreferenceValues[K] {
  const presets: Partial<PreferenceValues> =
    key === 'lockout.maxFailures' || key === 'lockout.durationMs'
      ? lockoutPresets[resolvePreference('lockout.preset', rungs, viewer).value]
      : {}
  // A spec's default is of its own key's type; the catalogue's test parses every one of them.
  return presets[key] ?? (preferenceCatalogue[key].defaultValue as PreferenceValues[K])
}
