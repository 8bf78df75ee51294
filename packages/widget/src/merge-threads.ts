import type { CustomerConversation, CustomerThread, MessageDocument } from '@hotseat/protocol'

type Threads = readonly CustomerThread[]

/**
 * A message in its thread; one that is there already, by its number, changes nothing (CH20). The first words of a new conversation come
 * before it is described, so a thread is begun by them.
 */
export function withMessage(threads: Threads, conversationId: string, message: MessageDocument): Threads {
  if (!threads.some(({ conversation }) => conversation.id === conversationId))
    return withMessage(withConversation(threads, begunBy(conversationId, message)), conversationId, message)
  return threads.map((thread) => {
    if (thread.conversation.id !== conversationId || thread.messages.some(({ seq }) => seq === message.seq)) return thread
    const messages = [...thread.messages, message].sort((one, other) => one.seq - other.seq)
    const lastSeq = Math.max(thread.conversation.lastSeq, message.seq)
    return { ...thread, conversation: { ...thread.conversation, lastSeq }, messages }
  })
}

/** A conversation that is not known yet. */
export function withBegun(threads: Threads, conversation: CustomerConversation): Threads {
  return threads.some((thread) => thread.conversation.id === conversation.id)
    ? threads
    : [...threads, { conversation, messages: [] }]
}

/** A conversation as it is now; a new one is the newest, and numbers never go down, whatever order the answers come in. */
export function withConversation(threads: Threads, conversation: CustomerConversation): Threads {
  return withBegun(threads, conversation).map((thread) => {
    const before = thread.conversation
    if (before.id !== conversation.id || before === conversation) return thread
    const up = (one: CustomerConversation['agentMarks'], other: CustomerConversation['agentMarks']) => ({
      delivered: Math.max(one.delivered, other.delivered),
      read: Math.max(one.read, other.read),
    })
    const lastSeq = Math.max(before.lastSeq, conversation.lastSeq)
    const customerMarks = up(before.customerMarks, conversation.customerMarks)
    const agentMarks = up(before.agentMarks, conversation.agentMarks)
    // What knows of fewer messages is older, and an end is told by one.
    const newest = conversation.lastSeq < before.lastSeq ? before : conversation
    return { ...thread, conversation: { ...newest, lastSeq, customerMarks, agentMarks } }
  })
}

/** What is new, put into what is known. */
export function withThreads(threads: Threads, news: Threads): Threads {
  return news.reduce(
    (merged, { conversation, messages, leftOut = 0 }) =>
      messages.reduce(
        (grown, message) => withMessage(grown, conversation.id, message),
        withLeftOut(withConversation(merged, conversation), conversation.id, leftOut),
      ),
    threads,
  )
}

/** What the server leaves out is no gap; what is known from before it would stand in front of one. */
function withLeftOut(threads: Threads, id: string, leftOut: number): Threads {
  return threads.map((thread) => {
    if (thread.conversation.id !== id || knownSeq(thread) >= leftOut) return thread
    return { ...thread, leftOut, messages: thread.messages.filter(({ seq }) => seq > leftOut) }
  })
}

/** The number up to which a thread is known without a gap, but for what the server left out: what a feed is asked from (CH20). */
export function knownSeq({ messages, leftOut = 0 }: CustomerThread): number {
  let known = leftOut
  for (const { seq } of messages) if (seq === known + 1) known = seq
  return known
}

/** Whether something was said that did not come. */
export function hasGap(threads: Threads): boolean {
  return threads.some((thread) => knownSeq(thread) < thread.conversation.lastSeq)
}

function begunBy(id: string, { at }: MessageDocument): CustomerConversation {
  const none = { delivered: 0, read: 0 }
  return {
    ...{ id, state: 'waiting', startedAt: at, agentName: null, queue: null, lastSeq: 0 },
    ...{ customerMarks: none, agentMarks: none },
  }
}
