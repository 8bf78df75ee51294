import type { Transaction } from '../store/store.ts'
import type { AgentRow, SessionRow } from '../store/tables.ts'

/** The session of whoever else works on the extension. */
export async function findOccupant(tx: Transaction, extension: string | null, userId: string): Promise<SessionRow | null> {
  if (extension === null) return null
  const rows: readonly AgentRow[] = await tx.find('agents', { where: { extension } })
  const holder = rows.find(({ agent }) => agent.userId !== userId && agent.sessionId !== null)
  const session = holder?.agent.sessionId ? await tx.get('sessions', { id: holder.agent.sessionId }) : undefined
  return session ?? null
}
