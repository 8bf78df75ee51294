import {
  accepted,
  levelFor,
  mayDo,
  parseLevel,
  preferenceLevels,
  type Result,
  type Rung,
  refused,
  roles,
  type Viewer,
} from '@hotseat/core'
import type { Readable } from '../admin/shelf.ts'
import type { Caller } from '../use-case.ts'
import { nobody } from './tenant-settings.ts'

/**
 * Whom a level is about, as somebody to look a value up for: the tenant's and a role's levels are about nobody in
 * particular. Another person's level is for administrators; a person of another tenant does not exist here (S-62).
 */
export async function findSubject(store: Readable, level: string, { member }: Caller): Promise<Result<Viewer>> {
  const own = { userId: member.id, role: member.role }
  const parsed = parseLevel(level)
  if (parsed === null) return refused('preference.level', { field: 'level' })
  if (parsed === `user:${member.id}`) return accepted(own)
  if (!mayDo(member.role, 'preferences.manage')) return refused('permission.denied')
  if (parsed === 'tenant') return accepted(nobody)
  const role = roles.find((each) => parsed === `role:${each}`)
  if (role) return accepted({ ...nobody, role })
  const other = await store.get('members', { id: parsed.slice('user:'.length) })
  return other ? accepted({ userId: other.id, role: other.role }) : refused('object.unknown')
}

/** The stored values that bear on a person, as they are now. */
export async function readRungs(store: Readable, who: Viewer): Promise<readonly Rung[]> {
  const levels = preferenceLevels.map((level) => levelFor(level, who))
  return (await Promise.all(levels.map((level) => store.find('preferences', { where: { level } })))).flat()
}
