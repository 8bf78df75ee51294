import { accepted, isPreferenceKey, mayDo, preferenceCatalogue, type Result, refused, type Viewer } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Caller, Handlers } from '../use-case.ts'
import { findSubject, readRungs } from './preference-subject.ts'
import { showPreference } from './show-preference.ts'

/** Every preference as it holds for the caller, or for the person whom an administrator looks through (spec AD30, AD31). */
export function createReadPreferences(deps: Deps): Pick<Handlers, 'preferences' | 'preference'> {
  return {
    preferences: async ({ caller, query }) => {
      const who = await findViewer(deps, caller, query?.as)
      if (!who.ok) return who
      const rungs = await readRungs(deps.store.tenant(caller.tenantId), who.value)
      const preferences = Object.keys(preferenceCatalogue)
        .filter(isPreferenceKey)
        .map((key) => showPreference(key, rungs, who.value))
      return accepted({ document: { preferences } })
    },
    preference: async ({ caller, params }) => {
      if (!isPreferenceKey(params.key)) return refused('preference.unknown')
      const store = deps.store.tenant(caller.tenantId)
      const subject = await findSubject(store, params.level, caller)
      if (!subject.ok) return subject
      const rungs = await readRungs(store, subject.value)
      return accepted({ document: showPreference(params.key, rungs, subject.value) })
    },
  }
}

async function findViewer(deps: Deps, { tenantId, member }: Caller, as: string | undefined): Promise<Result<Viewer>> {
  if (as === undefined || as === member.id) return accepted({ userId: member.id, role: member.role })
  if (!mayDo(member.role, 'preferences.manage')) return refused('permission.denied')
  const other = await deps.store.tenant(tenantId).get('members', { id: as })
  return other ? accepted({ userId: other.id, role: other.role }) : refused('object.unknown')
}
