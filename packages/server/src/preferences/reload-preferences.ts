import { accepted } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../use-case.ts'

/** Tells every running client of the tenant to read its preferences again (seed 000). */
export function createReloadPreferences(deps: Deps): Handlers['reloadPreferences'] {
  return ({ caller }) =>
    deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const by = caller.member.id
      await tx.emit({ kind: 'preferences.reloaded', userId: null, data: { by } }, { at: deps.clock.now(), by })
      return accepted({ document: { done: true } })
    })
}
