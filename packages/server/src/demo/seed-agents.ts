import type { Deps } from '../deps.ts'
import { createId } from '../sign-on/tokens.ts'
import { demoPassword } from './seed-demo.ts'

const batch = 1_000

/**
 * Adds `count` agents `load00001`… to a tenant, for load tests: extensions from 100000, every campaign of the tenant.
 * All share one password hash, because a hash each would take hours for 100,000; never do that with real people.
 * Those that exist already are kept. Returns how many were added.
 */
export async function seedAgents(
  deps: Pick<Deps, 'store' | 'clock' | 'random' | 'hasher'>,
  count: number,
  tenantId = 'demo',
): Promise<number> {
  const store = deps.store.tenant(tenantId)
  const passwordHash = await deps.hasher.hash(demoPassword)
  const campaigns = (await store.find('campaigns', { where: { disabledAt: null }, orderBy: 'id' })).map(({ id }) => id)
  const known = new Set((await store.find('members')).map(({ username }) => username))
  const missing = Array.from({ length: count }, (_, index) => index + 1).filter((number) => !known.has(usernameOf(number)))

  for (let from = 0; from < missing.length; from += batch) {
    await store.transact(async (tx) => {
      const now = deps.clock.now()
      for (const number of missing.slice(from, from + batch)) {
        const id = createId(deps.random)
        const username = usernameOf(number)
        const name = `Load ${number}`
        const extension = String(100_000 + number)
        tx.put('members', { id, username, name, role: 'executive', extension, campaigns, disabledAt: null, createdAt: now })
        const bare = { email: null, passwordHash, passwordChangedAt: now, secondFactor: null }
        tx.system.put('accounts', { id, ...bare, tenants: [tenantId] })
        await tx.emit({ kind: 'user.created', userId: id, data: { username, name, role: 'executive' } }, { at: now, by: null })
      }
    })
  }
  return missing.length
}

function usernameOf(number: number): string {
  return `load${String(number).padStart(5, '0')}`
}
