import type { Operation } from '@hotseat/protocol'
import type { Clock } from '../ports.ts'
import type { Store } from '../store/store.ts'
import type { Caller, RequestFacts } from '../use-case.ts'

/** The same try of the same session is told once in this time: a script that repeats it cannot push the trail out (S-68). */
export const denialEveryMs = 60_000
/** Beyond so many remembered tries the ones that are over are forgotten. */
const remembered = 10_000

/** Tells the audit trail of what people tried that their role may not. */
export interface Denials {
  record(row: Operation, caller: Caller, facts: RequestFacts): Promise<void>
}

/** Denials as events of the caller's tenant (S-64, spec HT20). */
export function createDenials({ store, clock }: { readonly store: Store; readonly clock: Clock }): Denials {
  const toldAt = new Map<string, number>()

  function isNew(key: string, now: number): boolean {
    if (now - (toldAt.get(key) ?? -Infinity) < denialEveryMs) return false
    if (toldAt.size >= remembered) for (const [old, at] of toldAt) if (now - at >= denialEveryMs) toldAt.delete(old)
    toldAt.set(key, now)
    return true
  }

  return {
    async record({ method, path }, { tenantId, member, session }, { address }) {
      const what = `${method} ${path}`
      const at = clock.now()
      if (!isNew(`${session.id} ${what}`, at)) return
      const event = { kind: 'access.denied', userId: member.id, data: { what, address } } as const
      await store.tenant(tenantId).transact((tx) => tx.emit(event, { at, by: member.id }))
    },
  }
}
