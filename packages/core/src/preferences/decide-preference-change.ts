import { accepted, type Result, refused } from '../result.ts'
import { mayDo, type Role, roles } from '../roles.ts'
import { parsePreferenceValue } from './parse-preference-value.ts'
import { isPreferenceKey, type PreferenceKey, preferenceCatalogue } from './preference-catalogue.ts'
import { type Level, type PreferenceLevel, type PreferenceSpec, preferenceLevels } from './preference-spec.ts'
import type { Rung, Viewer } from './resolve-preference.ts'

/** What is asked: a value at a level, or that the level's value goes. Names as they came in. */
export type PreferenceRequest = {
  readonly key: string
  readonly level: string
  /** The role of the user whom a `user:` level names; null when there is no such user. */
  readonly subjectRole: Role | null
} & ({ readonly value: unknown; readonly locked: boolean } | { readonly reset: true })

/** What is to be stored. `previous` is the level's value until now, null when it had none. */
export type PreferenceChange =
  | {
      readonly kind: 'set'
      readonly key: PreferenceKey
      readonly level: Level
      readonly value: unknown
      readonly locked: boolean
      readonly previous: unknown
    }
  | { readonly kind: 'reset'; readonly key: PreferenceKey; readonly level: Level; readonly previous: unknown }
  /** It is so already. */
  | { readonly kind: 'nothing' }

/**
 * May this person change this preference at this level, and to this? Refuses an unknown key, a level that the key does not
 * have, a person who may not, a value that does not fit, and a level below a lock. Who may not learns nothing else.
 */
export function decidePreferenceChange(
  request: PreferenceRequest,
  rungs: readonly Rung[],
  who: Viewer,
): Result<PreferenceChange> {
  const { key } = request
  if (!isPreferenceKey(key)) return refused('preference.unknown')
  const spec: PreferenceSpec = preferenceCatalogue[key]
  const level = parseLevel(request.level)
  if (!mayChange(spec, level, who)) return refused('permission.denied')
  if (level === null || !spec.levels.includes(levelKind(level))) return refused('preference.level', { field: 'level' })
  const rung = rungs.find((each) => each.key === key && each.level === level)
  const previous = rung?.value ?? null
  if ('reset' in request) return accepted(rung === undefined ? { kind: 'nothing' } : { kind: 'reset', key, level, previous })

  const parsed = parsePreferenceValue(key, request.value)
  if (!parsed.ok) return parsed
  // Nothing is below a user's own level, so a lock there would mean nothing.
  if (request.locked && levelKind(level) === 'user') return refused('preference.level', { field: 'locked' })
  const lockedAt = lockAbove(key, level, request.subjectRole, rungs)
  if (lockedAt !== null) return refused('preference.locked', { facts: { lockedAt } })
  if (rung !== undefined && isSame(rung.value, parsed.value) && rung.locked === request.locked)
    return accepted({ kind: 'nothing' })
  return accepted({ kind: 'set', key, level, value: parsed.value, locked: request.locked, previous })
}

/** Reads a level's stored name; null for one that cannot be. */
export function parseLevel(text: string): Level | null {
  if (text === 'tenant') return text
  const role = roles.find((each) => text === `role:${each}`)
  if (role !== undefined) return `role:${role}`
  return text.startsWith('user:') && text.length > 'user:'.length ? `user:${text.slice('user:'.length)}` : null
}

function levelKind(level: Level): PreferenceLevel {
  if (level === 'tenant') return 'tenant'
  return level.startsWith('role:') ? 'role' : 'user'
}

function mayChange(spec: PreferenceSpec, level: Level | null, who: Viewer): boolean {
  return mayDo(who.role, 'preferences.manage') || (spec.personal && level === `user:${who.userId}`)
}

function lockAbove(key: PreferenceKey, level: Level, subjectRole: Role | null, rungs: readonly Rung[]): Level | null {
  const kind = levelKind(level)
  const above: readonly Level[] = preferenceLevels
    .slice(0, preferenceLevels.indexOf(kind))
    .flatMap((each): Level[] => (each === 'tenant' ? ['tenant'] : subjectRole === null ? [] : [`role:${subjectRole}`]))
  return above.find((each) => rungs.some((rung) => rung.key === key && rung.level === each && counts(rung, key))) ?? null
}

/** A lock with a value that no longer fits locks nothing, as it also decides nothing. */
function counts(rung: Rung, key: PreferenceKey): boolean {
  return rung.locked && parsePreferenceValue(key, rung.value).ok
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
