import type { Conversation } from '@hotseat/core'

/** The queue of those for whom not every agent of the project will do now; no project is called so. */
export const choosyQueue = ''

/**
 * The queue in which a conversation's row stands: its project's, unless it was handed on to a campaign or to a colleague, or somebody was asked
 * who is not to be asked again before the others; null where it does not wait.
 */
export function queueOf({ state, projectId, campaign, wishedAgentId, missedBy }: Conversation): string | null {
  if (state !== 'waiting') return null
  return campaign === null && wishedAgentId === null && missedBy.length === 0 ? projectId : choosyQueue
}
