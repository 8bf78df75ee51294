import type { Agent, Conversation } from '@hotseat/core'

/** An agent on the chat who could have one more conversation. */
export type Free = Pick<Agent, 'campaigns' | 'userId'>

/** So long a conversation may wait for one colleague by name (CH15). */
const wishMs = 60_000

/** Whether a conversation that waits is to be offered to this agent: they are of its campaign, and nobody else is waited for (CH11, CH15). */
export function mayTake(free: Free, { campaign, wishedAgentId, waitingSince }: Conversation, now: number): boolean {
  const isWished = wishedAgentId === free.userId
  const waitsForOther = wishedAgentId !== null && !isWished && now < (waitingSince ?? 0) + wishMs
  return isWished || (free.campaigns.includes(campaign) && !waitsForOther)
}
