import type { Agent } from '@hotseat/core'
import type { Transaction } from '../store/store.ts'
import type { MemberRow } from '../store/tables.ts'
import { freeSeat } from './resume-seat.ts'
import { openCampaigns } from './seat.ts'

/**
 * The work that a sign-in goes on with: the agent's, if they are at work; or what a loss signed out, as long as a session of that
 * shift could still be resumed (spec AG45, RS13). Of that the seat may be taken and a campaign closed by now. Else undefined.
 */
export async function findWork(tx: Transaction, agent: Agent, member: MemberRow, now: number): Promise<Agent | undefined> {
  if (agent.sessionId !== null) return agent
  if (agent.lost === null) return undefined
  const lost = await tx.find('sessions', { where: { userId: member.id, endReason: 'connectionLost' } })
  if (!lost.some(({ expiresAt }) => expiresAt > now)) return undefined
  const { extension, place } = (await freeSeat(tx, agent)) ?? agent.lost.seat
  return { ...agent, extension, place, campaigns: await openCampaigns(tx, member, agent.campaigns) }
}
