import type { Deps } from '../../deps.ts'
import type { Caller } from '../../use-case.ts'

/** A person who watches on is told of once in this time (spec RC42). */
const onceInMs = 60_000
/** Beyond so many those who watched before that are forgotten. */
const remembered = 10_000

/** Tells the audit trail who watches what. */
export interface Watching {
  /** Resolves when it is on record. `agentId`: whom the recording is of. */
  note(caller: Caller, recordingId: string, agentId: string): Promise<void>
}

/** Watching as events of the tenant. It is remembered here who was told of, so two nodes can tell of the same person. */
export function createWatching({ store, clock }: Pick<Deps, 'store' | 'clock'>): Watching {
  const told = new Map<string, { readonly at: number; readonly done: Promise<unknown> }>()
  return {
    async note({ tenantId, member }, recordingId, agentId) {
      const at = clock.now()
      const key = JSON.stringify([tenantId, member.id, recordingId])
      const known = told.get(key)
      // What comes while it is being put on record waits for that as well.
      if (known && at - known.at < onceInMs) return void (await known.done)
      if (told.size >= remembered) for (const [old, then] of told) if (at - then.at >= onceInMs) told.delete(old)
      const event = { kind: 'recording.watched', userId: agentId, data: { recordingId } } as const
      const done = store.tenant(tenantId).transact((tx) => tx.emit(event, { at, by: member.id }))
      told.set(key, { at, done })
      await done.catch((error: unknown) => {
        told.delete(key)
        throw error
      })
    },
  }
}
