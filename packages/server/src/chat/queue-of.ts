import type { Conversation } from '@hotseat/core'

/** The queue of those who wait for a colleague by name; no campaign is called so. */
export const namedQueue = ''

/** The queue in which a conversation's row stands: its campaign's, as long as anybody in it will do; null where it does not wait. */
export function queueOf({ state, campaign, wishedAgentId }: Conversation): string | null {
  if (state !== 'waiting') return null
  return wishedAgentId === null ? campaign : namedQueue
}
