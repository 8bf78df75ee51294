import {
  type Agent,
  type AgentCommand,
  type AgentRules,
  accepted,
  agentDueAt,
  createAgent,
  decideAgent,
  evolveAgent,
  type Result,
} from '@hotseat/core'
import type { Meta } from '../meta.ts'
import { followRecording } from '../recording/follow-recording.ts'
import type { Transaction } from '../store/store.ts'

/** Carries a command out: core decides, the events go to the feed, and the row and the agent's recording follow from them. */
export async function commandAgent(
  tx: Transaction,
  userId: string,
  command: AgentCommand,
  rules: AgentRules,
  meta: Meta,
): Promise<Result<Agent>> {
  const row = await tx.get('agents', { userId })
  const before = row?.agent ?? createAgent(userId)
  const decision = decideAgent(before, command, { now: meta.at, rules })
  if (!decision.ok) return decision
  let agent = before
  for (const event of decision.value) {
    agent = evolveAgent(agent, event, meta.at)
    await tx.emit(event, meta)
  }
  if (decision.value.length > 0) {
    tx.put('agents', { userId, agent, extension: agent.extension, dueAt: agentDueAt(agent, rules) })
    await followRecording(tx, before, agent, rules.recording, meta)
  }
  return accepted(agent)
}
