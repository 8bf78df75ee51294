import type { ConversationDocument, MessageDocument } from '@hotseat/protocol'

/** Messages of a conversation after some more were read: by their number, each once (spec CH20). */
export function mergeMessages(known: readonly MessageDocument[], read: readonly MessageDocument[]): readonly MessageDocument[] {
  const numbers = new Set(known.map(({ seq }) => seq))
  const fresh = read.filter(({ seq }) => !numbers.has(seq))
  if (fresh.length === 0) return known
  return [...known, ...fresh].toSorted((a, b) => a.seq - b.seq)
}

/** Up to which number a thread is known without a gap: what is asked for is what comes after. */
export function knownUpTo(messages: readonly MessageDocument[]): number {
  let last = 0
  for (const { seq } of messages) {
    if (seq !== last + 1) break
    last = seq
  }
  return last
}

/** One line of a thread: a day begins, or something was said. */
export type ThreadLine =
  | { readonly kind: 'day'; readonly at: number }
  | { readonly kind: 'message'; readonly message: MessageDocument; readonly isFollowUp: boolean }

/** Messages that one person says within this time read as one, under one name. */
const followUpMs = 3 * 60_000

/** A thread with a line where a day of the reader begins. `dayOf` is the first moment of a moment's day. */
export function linesOf(messages: readonly MessageDocument[], dayOf: (at: number) => number): readonly ThreadLine[] {
  const lines: ThreadLine[] = []
  let before: MessageDocument | null = null
  for (const message of messages) {
    const isNewDay = before === null || dayOf(before.at) !== dayOf(message.at)
    if (isNewDay) lines.push({ kind: 'day', at: message.at })
    const isFollowUp =
      !isNewDay &&
      before !== null &&
      message.from !== 'system' &&
      before.from === message.from &&
      before.name === message.name &&
      message.at - before.at < followUpMs
    lines.push({ kind: 'message', message, isFollowUp })
    before = message
  }
  return lines
}

/** How far what the agent said has come on the other side. */
export type Receipt = 'sent' | 'delivered' | 'read'

/** How far a message of the agent's has come. */
export function receiptOf(seq: number, { customerMarks }: Pick<ConversationDocument, 'customerMarks'>): Receipt {
  if (seq <= customerMarks.read) return 'read'
  return seq <= customerMarks.delivered ? 'delivered' : 'sent'
}

/** What to tell the server about how far the agent has come; null when it knows. A message that is not on a screen that somebody looks at has only arrived. */
export function owedMarks(
  { state, agentMarks }: Pick<ConversationDocument, 'state' | 'agentMarks'>,
  messages: readonly MessageDocument[],
  isLookedAt: boolean,
): ConversationDocument['agentMarks'] | null {
  if (state !== 'open') return null
  const last = knownUpTo(messages)
  const marks = {
    delivered: Math.max(last, agentMarks.delivered),
    read: isLookedAt ? Math.max(last, agentMarks.read) : agentMarks.read,
  }
  return marks.delivered === agentMarks.delivered && marks.read === agentMarks.read ? null : marks
}
