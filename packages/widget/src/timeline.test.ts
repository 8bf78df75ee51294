import { describe, expect, test } from 'vitest'
import { message, thread } from './testing/thread.ts'
import { timelineOf } from './timeline.ts'
import { initialView, type ViewState } from './view-state.ts'

const day = (at: number) => String(Math.floor(at / 86_400_000))
const rowsOf = (state: Partial<ViewState>) => timelineOf({ ...initialView, connection: { kind: 'connected' }, ...state }, day)
const progressOf = (state: Partial<ViewState>) =>
  rowsOf(state).flatMap((row) => (row.kind === 'message' && row.progress !== null ? [[row.text, row.progress]] : []))

describe('[CW15] the log', () => {
  test('says the day, and who speaks when it changes or some time went by', () => {
    const rows = rowsOf({
      threads: [
        thread([
          message(1),
          message(2),
          message(3, { from: 'agent' }),
          message(4, { from: 'agent', at: 400_000 }),
          message(5, { from: 'agent', at: 90_000_000 }),
        ]),
      ],
    })
    expect(rows.map((row) => (row.kind === 'message' ? [row.text, row.continues] : row.kind))).toEqual([
      'day',
      ['message 1', false],
      ['message 2', true],
      ['message 3', false],
      ['message 4', false],
      'day',
      ['message 5', false],
    ])
  })

  test('says how far the last own message has come', () => {
    const said = [message(1), message(2)]
    const marks = (delivered: number, read: number) => ({ threads: [thread(said, { agentMarks: { delivered, read } })] })
    expect(progressOf(marks(0, 0))).toEqual([['message 2', 'sent']])
    expect(progressOf(marks(2, 1))).toEqual([['message 2', 'delivered']])
    expect(progressOf(marks(2, 2))).toEqual([['message 2', 'read']])
  })

  test('[CW3] [CW8] says what is on its way, what is kept for later and what was refused', () => {
    const outbox = [
      { clientId: 'client-7', text: 'refused', at: 5_000, isRefused: true },
      { clientId: 'client-8', text: 'going', at: 6_000, isRefused: false },
    ]
    expect(progressOf({ outbox })).toEqual([
      ['refused', 'refused'],
      ['going', 'sending'],
    ])
    const connection = { kind: 'reconnecting', since: 0, nextTryAt: 1, attempt: 1 } as const
    expect(progressOf({ outbox, connection })[1]).toEqual(['going', 'kept'])
  })

  test('keeps a line’s key when it goes from the outbox among the messages', () => {
    const outbox = [{ clientId: 'client-1', text: 'message 1', at: 1_000, isRefused: false }]
    const keys = (state: Partial<ViewState>) => rowsOf(state).map(({ key }) => key)
    expect(keys({ outbox })).toEqual(keys({ threads: [thread([message(1)])] }))
  })

  test('[CH10] says once that a conversation is over, and then begins the next', () => {
    const told = message(2, { from: 'system', text: 'The conversation is over.' })
    const notes = (messages: readonly ReturnType<typeof message>[]) =>
      rowsOf({ threads: [thread(messages, { state: 'closed' }), thread([message(1, { clientId: 'next' })], { id: 'c2' })] })
        .filter(({ kind }) => kind === 'note')
        .map((row) => row.kind === 'note' && row.text)
    expect(notes([message(1), told])).toEqual(['The conversation is over.'])
    expect(notes([message(1)])).toEqual(['The conversation is over.'])
  })
})
