import type { Agent, Conversation } from '@hotseat/core'

/** An agent on the chat who could have one more conversation. */
export type Free = Pick<Agent, 'campaigns' | 'userId'>

/** So long a conversation may wait for somebody in particular (CH14, CH15). */
const patienceMs = 60_000

/**
 * Whether a conversation that waits is to be offered to this agent: they are of one of its project's campaigns, or of the one that it was handed
 * on to as long as the project has it, and nobody else is waited for (CH11, CH15, CH18).
 */
export function mayTake(
  free: Free,
  { campaign, wishedAgentId, waitingSince, missedBy }: Conversation,
  project: readonly string[],
  now: number,
): boolean {
  const isWished = wishedAgentId === free.userId
  const isOfAll = campaign === null || !project.includes(campaign)
  // Who was asked before, or handed it on, may have to let others have it first.
  const isParticular = (wishedAgentId !== null && !isWished) || missedBy.includes(free.userId)
  const waitsForOther = isParticular && now < (waitingSince ?? 0) + patienceMs
  return isWished || (!waitsForOther && project.some((id) => free.campaigns.includes(id) && (isOfAll || id === campaign)))
}
