import type { Store } from '../../store/store.ts'
import type { SessionRow } from '../../store/tables.ts'

/** Sessions that one sign-in ended have one moment of end; so many of them are looked at. */
const mostAtOnce = 20

/**
 * A person's session before the one that has just begun: the one that ended last and, of several that ended together, began
 * last. Reads a bounded number of rows, however many are kept (spec AM26).
 */
export async function findLastSession(store: Store, tenantId: string, userId: string): Promise<Readonly<SessionRow> | undefined> {
  const ended = await store.tenant(tenantId).find('sessions', {
    ...{ where: { userId }, range: { column: 'endedAt' } },
    ...{ orderBy: 'endedAt', descending: true, limit: mostAtOnce },
  })
  const together = ended.filter(({ endedAt }) => endedAt === ended[0]?.endedAt)
  return together.toSorted((one, other) => other.startedAt - one.startedAt)[0]
}
