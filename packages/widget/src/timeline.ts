import { isLive } from '@hotseat/core'
import type { CustomerThread, chatSystemTexts, MessageDocument } from '@hotseat/protocol'
import { isLinked } from './reduce.ts'
import type { ViewState } from './view-state.ts'

/** How far something of one's own has come. */
export type Progress = 'kept' | 'sending' | 'sent' | 'delivered' | 'read' | 'refused'

/** One line of the log. `key` stays with its line, so that what is on the screen is moved and not made anew. */
export type TimelineRow =
  | { readonly kind: 'day'; readonly key: string; readonly at: number }
  | { readonly kind: 'note'; readonly key: string; readonly text: string }
  | {
      readonly kind: 'message'
      readonly key: string
      readonly isOwn: boolean
      readonly name: string
      readonly text: string
      readonly at: number
      /** It goes on where the same speaker was a moment ago, so who speaks is not said again. */
      readonly continues: boolean
      /** Shown under the last thing that came so far, and under what did not come through. */
      readonly progress: Progress | null
      /** Of what can be tried again. */
      readonly clientId: string | null
    }

/** As the server's system says it (`chatSystemTexts` of the protocol); the texts have it in the reader's language. */
export const overText: (typeof chatSystemTexts)['over'] = 'The conversation is over.'

/** What is said within so long is one breath. */
const breathMs = 5 * 60_000

/** The log: all conversations in a row, then what is on its way. `dayOf` names the reader's day of a moment. */
export function timelineOf({ threads, outbox, connection }: ViewState, dayOf: (at: number) => string): readonly TimelineRow[] {
  const rows: TimelineRow[] = []
  let day = ''
  let last: { from: string; at: number } | null = null
  const add = (at: number, from: string, row: (continues: boolean) => TimelineRow) => {
    if (dayOf(at) !== day) {
      day = dayOf(at)
      rows.push({ kind: 'day', key: `day ${day}`, at })
      last = null
    }
    rows.push(row(last !== null && last.from === from && at - last.at < breathMs))
    last = { from, at }
  }
  for (const thread of threads) {
    const { id, state } = thread.conversation
    const lastOwn = thread === threads.at(-1) ? thread.messages.findLast(({ from }) => from === 'customer')?.seq : undefined
    for (const message of thread.messages) {
      const { from, seq, name, text, at, clientId } = message
      const key = clientId ?? `${id} ${seq}`
      if (from === 'system') add(at, from, () => ({ kind: 'note', key, text }))
      else
        add(at, from === 'agent' ? `agent ${name}` : from, (continues) => ({
          ...{ kind: 'message', key, isOwn: from === 'customer', name, text, at, continues, clientId: null },
          progress: seq === lastOwn ? progressOf(message, thread) : null,
        }))
    }
    // The server says so, too; but what ended while nobody listened may come without its last words.
    const isTold = thread.messages.some(({ from, text }) => from === 'system' && text === overText)
    if (!isLive(state) && !isTold) rows.push({ kind: 'note', key: `${id} over`, text: overText })
    last = null
  }
  const onItsWay = isLinked(connection) ? 'sending' : 'kept'
  const lastSending = outbox.findLast(({ isRefused }) => !isRefused)?.clientId
  for (const { clientId, text, at, isRefused } of outbox) {
    const progress = isRefused ? 'refused' : clientId === lastSending ? onItsWay : null
    add(at, 'customer', (continues) => ({
      ...{ kind: 'message', key: clientId, isOwn: true, name: '', text, at, continues, progress },
      clientId: isRefused ? clientId : null,
    }))
  }
  return rows
}

function progressOf({ seq }: MessageDocument, { conversation: { agentMarks } }: CustomerThread): Progress {
  if (agentMarks.read >= seq) return 'read'
  return agentMarks.delivered >= seq ? 'delivered' : 'sent'
}
