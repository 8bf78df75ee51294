import type { ViewState } from './view-state.ts'

/** How many messages of agents nobody here has seen. */
export function unreadCount({ threads, seen }: ViewState): number {
  return threads.reduce((count, { conversation, messages }) => {
    const read = Math.max(conversation.customerMarks.read, seen[conversation.id] ?? 0)
    return count + messages.filter(({ from, seq }) => from === 'agent' && seq > read).length
  }, 0)
}
