import type { FeedEvent } from '@hotseat/core'
import type { Store, Transaction } from '../store.ts'

/** One database of one form of the store, to run the contract on. */
export interface StoreFixture {
  /** A store on the database; where `database` is a string, each is a node of its own. */
  open(): Promise<Store>
  /** What `openStore` takes to open it from another process; null when only this process can. */
  readonly database: string | null
  close(): Promise<void>
}

/** What a test of the contract works on. Tests take tenants of their own (`freshTenant`), so that they never meet. */
export type StoreSuite = { readonly fixture: StoreFixture; readonly store: Store }

let tenants = 0

/** A tenant id, or a key of a system table, that no other test uses. */
export function freshTenant(): string {
  tenants += 1
  return `tenant-${tenants}`
}

/** Writes a note and tells the feed. */
export function saveNote(tx: Transaction, userId: string, version: number): Promise<number> {
  tx.put('notes', { userId, text: `note ${version}`, version, savedAt: version })
  return tx.emit({ kind: 'note.saved', userId, data: { version } }, { at: version, by: userId })
}

/** Everything that one tenant's subscribers are handed, and a promise for when it is enough. */
export function listenTo(store: Store, tenantId: string) {
  const heard: FeedEvent[] = []
  let check = (): void => undefined
  const stop = store.subscribe((of, events) => {
    if (of === tenantId) heard.push(...events)
    check()
  })
  return {
    heard,
    stop,
    /** Resolves when so many events have been handed over. */
    reached: (count: number) =>
      new Promise<void>((resolve) => {
        check = () => heard.length >= count && resolve()
        check()
      }),
  }
}

/** 1, 2, … count. */
export function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1)
}
