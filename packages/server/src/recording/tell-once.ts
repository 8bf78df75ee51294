import type { NewEvent } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Caller } from '../use-case.ts'

/** What somebody does on and on is told of once in this time (spec RC42, RC47). */
const onceInMs = 60_000
/** Beyond so many, those who were told of before that are forgotten. */
const remembered = 10_000

/** Tells the audit trail what somebody does, for each `what` of theirs once a minute at most; resolves when it is on record. */
export type TellOnce = (caller: Caller, what: string, event: NewEvent) => Promise<void>

/** It is remembered here who was told of, so two nodes can tell of the same person. */
export function createTellOnce({ store, clock }: Pick<Deps, 'store' | 'clock'>): TellOnce {
  const told = new Map<string, { readonly at: number; readonly done: Promise<unknown> }>()
  return async ({ tenantId, member }, what, event) => {
    const at = clock.now()
    const key = JSON.stringify([tenantId, member.id, what])
    const known = told.get(key)
    // What comes while it is being put on record waits for that as well.
    if (known && at - known.at < onceInMs) return void (await known.done)
    if (told.size >= remembered) for (const [old, then] of told) if (at - then.at >= onceInMs) told.delete(old)
    const done = store.tenant(tenantId).transact((tx) => tx.emit(event, { at, by: member.id }))
    told.set(key, { at, done })
    await done.catch((error: unknown) => {
      told.delete(key)
      throw error
    })
  }
}
