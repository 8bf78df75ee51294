import type { CustomerThread } from '@hotseat/protocol'
import type { ViewState } from './view-state.ts'

/** How far this side has come in one conversation. */
export type Mark = { readonly conversationId: string; readonly delivered: number; readonly read: number }

/** The first mark that the server does not have yet; what one said oneself needs none. */
export function dueMark({ threads, seen }: Pick<ViewState, 'threads' | 'seen'>): Mark | null {
  for (const { conversation, messages } of threads) {
    const { id, customerMarks } = conversation
    const delivered = lastHeard(messages)
    const read = Math.min(delivered, seen[id] ?? 0)
    if (delivered > customerMarks.delivered || read > customerMarks.read)
      return { conversationId: id, delivered, read: Math.max(read, customerMarks.read) }
  }
  return null
}

function lastHeard(messages: CustomerThread['messages']): number {
  return messages.findLast(({ from }) => from !== 'customer')?.seq ?? 0
}

/** Whether something is there that nobody's eyes have met. */
export function hasUnseen({ threads, seen }: Pick<ViewState, 'threads' | 'seen'>): boolean {
  return threads.some(({ conversation: { id, lastSeq } }) => lastSeq > (seen[id] ?? 0))
}

/** What the marker needs to know, and whom it tells. */
export type MarkerPorts = {
  /** The first mark that is due; null when there is none, or nobody would answer. */
  readonly due: () => Mark | null
  readonly session: () => string | null
  readonly mark: (session: string, mark: Mark) => Promise<void>
  readonly onMarked: (mark: Mark) => void
}

/** Tells the server how far this side has come, one mark at a time. */
export function createMarker({ due, session, mark, onMarked }: MarkerPorts) {
  let isBusy = false
  async function pump(): Promise<void> {
    const next = due()
    const token = session()
    if (next === null || token === null || isBusy) return
    isBusy = true
    const isMarked = await mark(token, next).then(
      () => true,
      () => false,
    )
    isBusy = false
    // One that did not arrive is tried again when there is news, or a new link.
    if (isMarked && session() === token) onMarked(next)
  }
  return { pump: () => void pump() }
}
