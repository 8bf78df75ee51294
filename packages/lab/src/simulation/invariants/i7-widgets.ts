import { isLive } from '@hotseat/core'
import type { CustomerThread } from '@hotseat/protocol'
import type { Entry } from '../log.ts'
import type { CustomerPage } from '../people/customer-page.ts'
import { firstOf, type Invariant, type View } from './invariant.ts'

type Told = Extract<Entry, { kind: 'chatSent' }>

/** I7: each socket of a widget is sent each message once and in order; when the faults are over a page shows all that was said, as it stands. */
export function createWidgetsFollow({ mirror }: View, pages: readonly CustomerPage[]): Invariant {
  /** The last number that a socket was sent of each conversation. */
  const sent = new Map<string, Map<string, number>>()
  const over = new Set<string>()

  function begin({ who, socket }: Told, threads: readonly CustomerThread[]): string | null {
    const numbers = new Map<string, number>()
    sent.set(socket, numbers)
    return firstOf(threads, ({ conversation: { id, lastSeq }, messages }) => {
      const first = messages[0]?.seq ?? lastSeq + 1
      const last = messages.at(-1)?.seq ?? lastSeq
      numbers.set(id, last)
      if (last < lastSeq) return `${who} was told up to ${last} of ${id}, which has ${lastSeq}`
      return messages.every(({ seq }, index) => seq === first + index) ? null : `${who} was told ${id} with gaps`
    })
  }

  function follow(told: Told): string | null {
    const { socket, frame, who } = told
    const numbers = sent.get(socket)
    if (frame.type === 'hello') return begin(told, frame.state.threads)
    if (frame.type === 'bye') sent.delete(socket)
    if (numbers === undefined || (frame.type !== 'message' && frame.type !== 'conversation')) return null
    if (frame.type === 'conversation') {
      const { id, lastSeq } = frame.conversation
      const last = numbers.get(id) ?? 0
      return last < lastSeq ? `${who} was told of ${id} with ${lastSeq} messages, of which it was sent ${last}` : null
    }
    const last = numbers.get(frame.conversationId) ?? 0
    const { seq } = frame.message
    numbers.set(frame.conversationId, seq)
    return seq === last + 1 ? null : `${who} was sent ${seq} of ${frame.conversationId} after ${last}`
  }

  /** What a page has shown as over stays so (CW17). */
  function goesOn({ who, view }: Extract<Entry, { kind: 'shown' }>): string | null {
    return firstOf(view.threads, ({ conversation: { id, state } }) => {
      const shown = `${who} ${id}`
      if (!isLive(state)) over.add(shown)
      else if (over.has(shown)) return `${who} shows ${id} as ${state}, and has shown that it is over`
      return null
    })
  }

  function isWhole({ who, projectId, view }: CustomerPage): string | null {
    const { presence, connection, threads } = view()
    if (presence.kind !== 'signedIn' || connection.kind !== 'connected') return null
    const mine = mirror.rows('demo', 'conversations').filter(({ customerId }) => customerId === presence.customer.id)
    return firstOf(mine.slice(-most), ({ id, conversation }) => {
      const thread = threads.find((each) => each.conversation.id === id)
      if (thread === undefined) return `${who} does not show ${id} of ${projectId}`
      const { state, lastSeq } = thread.conversation
      if (state !== conversation.state || lastSeq !== conversation.lastSeq)
        return `${who} shows ${id} as ${state} with ${lastSeq}, and it is ${conversation.state} with ${conversation.lastSeq}`
      const leftOut = thread.leftOut ?? 0
      const isSaid = thread.messages.every(
        ({ seq, text }, index) => seq === leftOut + index + 1 && mirror.get('demo', 'messages', `${id}/${seq}`)?.text === text,
      )
      const shown = thread.messages.map(({ seq }) => seq).join(' ')
      return isSaid && thread.messages.length + leftOut === lastSeq
        ? null
        : `${who} shows ${shown} of ${id}, which has ${lastSeq}`
    })
  }

  return {
    id: 'I7',
    see(entry) {
      if (entry.kind === 'shown') return goesOn(entry)
      return entry.kind === 'chatSent' ? follow(entry) : null
    },
    conclude: () => firstOf(pages, isWhole),
  }
}

/** A widget is told the last so many conversations. */
const most = 20
