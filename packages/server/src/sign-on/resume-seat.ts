import type { Agent, Seat } from '@hotseat/core'
import type { Transaction } from '../store/store.ts'

/** No seat when somebody else has taken the remembered extension meanwhile; undefined when it is free. */
export async function freeSeat(tx: Transaction, agent: Agent): Promise<Seat | undefined> {
  const extension = agent.lost?.seat.extension ?? null
  if (extension === null) return undefined
  const holders = await tx.find('agents', { where: { extension } })
  const isTaken = holders.some((row) => row.userId !== agent.userId && row.agent.sessionId !== null)
  return isTaken ? { extension: null, place: null } : undefined
}
