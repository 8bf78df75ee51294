import type { Agent, Seat } from '@hotseat/core'
import type { Transaction } from '../store/store.ts'

/** No seat when the remembered extension was taken or the place disabled meanwhile; undefined when it is there still. */
export async function freeSeat(tx: Transaction, agent: Agent): Promise<Seat | undefined> {
  const extension = agent.lost?.seat.extension ?? null
  if (extension === null) return undefined
  const holders = await tx.find('agents', { where: { extension } })
  const isTaken = holders.some((row) => row.userId !== agent.userId && row.agent.sessionId !== null)
  const placeId = agent.lost?.seat.place ?? null
  const place = placeId === null ? undefined : await tx.get('places', { id: placeId })
  const isGone = placeId !== null && place?.disabledAt !== null
  return isTaken || isGone ? { extension: null, place: null } : undefined
}
