import type { Deps } from '../deps.ts'

/** Longer than anybody is away: a year, and the holidays after it. */
const unseenMs = 400 * 24 * 3_600_000
const batch = 500

/** Forgets recorders that were not seen for long. Those that were revoked stay shut out (spec RC51). */
export async function forgetRecorders({ store, clock }: Pick<Deps, 'store' | 'clock'>, tenantId: string): Promise<void> {
  const tenant = store.tenant(tenantId)
  const unseen = { range: { column: 'lastSeenAt', to: clock.now() - unseenMs }, orderBy: 'lastSeenAt', limit: batch } as const
  const found = await tenant.find('recorders', { where: { revokedAt: null }, ...unseen })
  if (found.length === 0) return
  await tenant.transact(async (tx) => {
    for (const { id, lastSeenAt } of found) {
      const row = await tx.get('recorders', { id })
      if (row?.lastSeenAt === lastSeenAt && row.revokedAt === null) tx.remove('recorders', { id })
    }
  })
}
