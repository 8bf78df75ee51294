import { type Agent, type AgentRules, accepted, type Result, reloginPath } from '@hotseat/core'
import { commandAgent } from '../agent/command-agent.ts'
import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import type { MemberRow } from '../store/tables.ts'
import { freeSeat } from './resume-seat.ts'
import { openCampaigns } from './seat.ts'

/** Who is back, in which session, and the agent as stored. */
type Returned = { readonly member: MemberRow; readonly agent: Agent | undefined; readonly sessionId: string }

/**
 * Gives lost work back in the session that goes on, whichever of the agent's it was lost in (spec RS11, PS5). Work that
 * was not lost stays where it is. Where the loss had signed the agent out, the seat may be taken and a campaign closed
 * by now (spec RS5, AD12).
 */
export async function restoreAgent(
  tx: Transaction,
  { member, agent, sessionId }: Returned,
  rules: AgentRules,
  meta: Meta,
): Promise<Result<Agent | undefined>> {
  if (reloginPath(member.role) !== 'agentSync' || !agent?.lost) return accepted(agent)
  if (agent.sessionId !== null) return commandAgent(tx, member.id, { type: 'restore', sessionId }, rules, meta)
  const seat = await freeSeat(tx, agent)
  const restored = await commandAgent(tx, member.id, { type: 'restore', sessionId, ...(seat && { seat }) }, rules, meta)
  if (!restored.ok) return restored
  const campaigns = await openCampaigns(tx, member, restored.value.campaigns)
  return commandAgent(tx, member.id, { type: 'setCampaigns', campaigns }, rules, meta)
}
