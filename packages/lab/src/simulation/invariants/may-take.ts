import type { Agent, Conversation } from '@hotseat/core'

/** An agent on the chat who could have one more conversation. */
export type Free = Pick<Agent, 'campaigns' | 'userId'>

/** So long a conversation may wait for one colleague by name (CH15). */
const wishMs = 60_000

/**
 * Whether a conversation that waits is to be offered to this agent: they are of one of its project's campaigns, or of the one that it was handed
 * on to as long as the project has it, and nobody else is waited for (CH11, CH15, CH18).
 */
export function mayTake(
  free: Free,
  { campaign, wishedAgentId, waitingSince }: Conversation,
  project: readonly string[],
  now: number,
): boolean {
  const isWished = wishedAgentId === free.userId
  const isOfAll = campaign === null || !project.includes(campaign)
  const waitsForOther = wishedAgentId !== null && !isWished && now < (waitingSince ?? 0) + wishMs
  return isWished || (!waitsForOther && project.some((id) => free.campaigns.includes(id) && (isOfAll || id === campaign)))
}
