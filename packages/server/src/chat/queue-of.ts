import type { Conversation } from '@hotseat/core'

/** The queue of those who were handed on, to a campaign or to a colleague; no project is called so. */
export const handedOnQueue = ''

/** The queue in which a conversation's row stands: its project's, as long as any of its agents will do; null where it does not wait. */
export function queueOf({ state, projectId, campaign, wishedAgentId }: Conversation): string | null {
  if (state !== 'waiting') return null
  return campaign === null && wishedAgentId === null ? projectId : handedOnQueue
}
