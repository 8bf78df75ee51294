import type { ConversationDocument, MessageDocument } from '@hotseat/protocol'

/** My conversations as the list shows them, each part in the order in which it wants attention. */
export type ListView = {
  readonly offered: readonly ConversationDocument[]
  readonly open: readonly ConversationDocument[]
  readonly wrapUp: readonly ConversationDocument[]
  readonly closed: readonly ConversationDocument[]
}

/** How many of those that are over stay in the list. */
const recentlyKept = 20

/** Sorts conversations into the parts of the list. Open ones keep their place while messages come: nothing moves under the pointer. */
export function viewList(conversations: readonly ConversationDocument[], me: string): ListView {
  const mine = conversations.filter(({ agentId, state }) => agentId === me || state === 'closed')
  const of = (state: ConversationDocument['state']) => mine.filter((each) => each.state === state)
  return {
    offered: of('offered').toSorted((a, b) => (a.offeredAt ?? 0) - (b.offeredAt ?? 0)),
    open: of('open').toSorted((a, b) => a.startedAt - b.startedAt),
    wrapUp: of('wrapUp').toSorted((a, b) => (a.closedAt ?? 0) - (b.closedAt ?? 0)),
    closed: of('closed')
      .toSorted((a, b) => (b.closedAt ?? 0) - (a.closedAt ?? 0))
      .slice(0, recentlyKept),
  }
}

/** How many conversations take one of the agent's dialogs (spec CH12). */
export function dialogsOf(conversations: readonly ConversationDocument[], me: string): number {
  return conversations.filter(({ agentId, state }) => agentId === me && (state === 'open' || state === 'wrapUp')).length
}

/** Whether a conversation wants something from its agent: an answer, a reply, the wrap-up. */
export function wantsAgent({ state, last, agentMarks }: ConversationDocument): boolean {
  if (state === 'offered' || state === 'wrapUp') return true
  return state === 'open' && last !== null && last.from === 'customer' && last.seq > agentMarks.read
}

/** How many of the customer's messages the agent has not seen, as far as the thread is known. */
export function unreadOf({ agentMarks }: ConversationDocument, messages: readonly MessageDocument[]): number {
  return messages.filter(({ from, seq }) => from === 'customer' && seq > agentMarks.read).length
}

/** The last thing said: of the thread, which is fresher than the list. */
export function lastOf({ last }: ConversationDocument, messages: readonly MessageDocument[]): MessageDocument | null {
  const newest = messages.at(-1)
  return newest !== undefined && newest.seq >= (last?.seq ?? 0) ? newest : last
}
