import { expect } from 'vitest'
import type { Store } from '../store.ts'
import { StoreUnavailable } from '../store-unavailable.ts'
import { freshTenant, listenTo, saveNote, upTo } from './store-fixture.ts'

/** Commits of which `refuse` has made the database refuse those with a note of version 13, and what comes after. */
export async function expectAtomicRefusal(store: Store): Promise<void> {
  const tenant = store.tenant(freshTenant())
  const listener = listenTo(store, tenant.tenantId)
  const results = await Promise.allSettled(
    upTo(20).map((version) => tenant.transact((tx) => saveNote(tx, `u${version}`, version))),
  )
  const refused = results.filter(({ status }) => status === 'rejected')
  expect(refused.length).toBeGreaterThan(0)
  for (const result of refused) expect(result.status === 'rejected' && result.reason).toBeInstanceOf(StoreUnavailable)

  const stands = results.length - refused.length
  expect((await tenant.find('notes')).length).toBe(stands)
  expect((await tenant.events({ limit: 100 })).map(({ offset }) => offset)).toStrictEqual(upTo(stands))
  expect(await tenant.transact((tx) => saveNote(tx, 'after', 1))).toBe(stands + 1)
  expect(listener.heard.map(({ offset }) => offset)).toStrictEqual(upTo(stands + 1))
}
