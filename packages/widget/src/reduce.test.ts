import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reduce } from './reduce.ts'
import { conversation, customerState, message, thread } from './testing/thread.ts'
import type { ViewInput } from './view-input.ts'
import { initialView, type ViewState } from './view-state.ts'

const after = (...inputs: readonly ViewInput[]): ViewState => inputs.reduce(reduce, initialView)
const signedIn = (state = customerState([])): ViewInput => ({ type: 'signedIn', state })
const textsOf = ({ threads }: ViewState) => threads.flatMap(({ messages }) => messages.map(({ text }) => text))
const say = (clientId: string): ViewInput => ({ type: 'said', clientId, text: clientId, at: 1 })

describe('what is said', () => {
  test('[CW3] [CH2] stands in the outbox until it is among the messages, whichever way it got there', () => {
    const said = after(signedIn(customerState([thread([])])), say('client-1'), say('client-2'))
    expect(said.outbox.map(({ clientId }) => clientId)).toEqual(['client-1', 'client-2'])
    const answered = reduce(said, { type: 'sayAnswered', said: { conversation: conversation(), message: message(1) } })
    expect(answered.outbox.map(({ clientId }) => clientId)).toEqual(['client-2'])
    const heard = reduce(answered, { type: 'messageReceived', conversationId: 'c1', message: message(2) })
    expect([heard.outbox, textsOf(heard)]).toEqual([[], ['message 1', 'message 2']])
  })

  test('[CW3] what the server will not have is kept and told, until it is tried again or removed', () => {
    const refused = after(signedIn(), say('client-1'), { type: 'sayRefused', clientId: 'client-1', code: 'request.invalid' })
    expect([refused.outbox[0]?.isRefused, refused.trouble]).toEqual([true, 'request.invalid'])
    const retried = reduce(refused, { type: 'sayRetried', clientId: 'client-1' })
    expect([retried.outbox[0]?.isRefused, retried.trouble]).toEqual([false, null])
    expect(reduce(refused, { type: 'sayDiscarded', clientId: 'client-1' }).outbox).toEqual([])
  })

  test('[CH1] the first words of a conversation may come before it is described', () => {
    const heard = after(signedIn(), { type: 'messageReceived', conversationId: 'c1', message: message(1) })
    expect(textsOf(heard)).toEqual(['message 1'])
    const described = reduce(heard, { type: 'conversationChanged', conversation: conversation({ lastSeq: 1 }) })
    expect(described.threads.map(({ conversation: { state } }) => state)).toEqual(['open'])
    expect(textsOf(described)).toEqual(['message 1'])
  })
})

test('[CW17] an answer that comes late opens nothing again that is over', () => {
  const over = after(
    signedIn(customerState([thread([message(1)])])),
    { type: 'messageReceived', conversationId: 'c1', message: message(2) },
    { type: 'messageReceived', conversationId: 'c1', message: message(3, { from: 'system' }) },
    { type: 'conversationChanged', conversation: conversation({ state: 'closed', lastSeq: 3 }) },
  )
  const statesOf = ({ threads }: ViewState) => threads.map(({ conversation: { state } }) => state)
  for (const lastSeq of [2, 3]) {
    const said = { conversation: conversation({ lastSeq }), message: message(2) }
    expect(statesOf(reduce(over, { type: 'sayAnswered', said }))).toEqual(['closed'])
  }
  for (const type of ['caughtUp', 'signedIn'] as const) {
    const older = reduce(over, { type, state: customerState([thread([message(1), message(2)])]) })
    expect([statesOf(older), older.threads[0]?.conversation.lastSeq]).toEqual([['closed'], 3])
  }
  const begun = reduce(over, {
    type: 'sayAnswered',
    said: { conversation: conversation({ id: 'c2', state: 'waiting', lastSeq: 1 }), message: message(1) },
  })
  expect(statesOf(begun)).toEqual(['closed', 'waiting'])
})

test('[CH20] in whatever order and however often it comes, everything is there once and in order', () => {
  const all = [1, 2, 3, 4, 5].map((seq) => message(seq, { from: seq % 2 === 0 ? 'agent' : 'customer' }))
  const frame: fc.Arbitrary<ViewInput> = fc.oneof(
    fc.constantFrom(...all).map((one) => ({ type: 'messageReceived', conversationId: 'c1', message: one }) as const),
    fc
      .integer({ min: 0, max: 4 })
      .map((from) => ({ type: 'caughtUp', state: customerState([thread(all.slice(from))]) }) as const),
    fc
      .integer({ min: 0, max: 5 })
      .map((lastSeq) => ({ type: 'conversationChanged', conversation: conversation({ lastSeq }) }) as const),
  )
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 30 }), (frames) => {
      const seen = after(signedIn(), ...frames)
      const seqs = seen.threads.flatMap(({ messages }) => messages.map(({ seq }) => seq))
      expect(seqs).toEqual([...new Set(seqs)].sort())
      const whole = reduce(seen, { type: 'caughtUp', state: customerState([thread(all)]) })
      expect(textsOf(whole)).toEqual(all.map(({ text }) => text))
    }),
  )
})

describe('whoever else comes', () => {
  const mia = after(
    signedIn(customerState([thread([message(1)])])),
    say('client-9'),
    { type: 'draftChanged', draft: 'half a' },
    { type: 'opened' },
  )
  const traces = ({ threads, outbox, draft, seen, typing }: ViewState) => [threads, outbox, draft, seen, typing]
  const nothing = [[], [], '', {}, null]

  test('[CW4] [S-51] sees nothing of the former from when their login begins', () => {
    const begun = reduce(mia, { type: 'signInBegun', keeps: false })
    expect([traces(begun), begun.presence.kind]).toEqual([nothing, 'signingIn'])
  })

  test('[CW4] [S-51] is never given the former’s, even when a feed brings them unannounced', () => {
    const tom = reduce(mia, { type: 'caughtUp', state: customerState([], 'tom') })
    expect(traces(tom)).toEqual(nothing)
  })

  test('[CW14] nothing is left after a logout but what is the page’s', () => {
    const out = reduce(mia, { type: 'signedOut', code: null })
    expect([traces(out), out.isOpen]).toEqual([nothing, true])
    const late = reduce(out, { type: 'messageReceived', conversationId: 'c1', message: message(2) })
    expect(traces(late)).toEqual(nothing)
  })

  test('[CW5] who is here already keeps what is on the screen', () => {
    expect(traces(reduce(mia, { type: 'signInBegun', keeps: true }))).toEqual(traces(mia))
  })
})

test('[CH22] who types is shown until it is over, until they speak, or until the line is lost', () => {
  const typing = after(signedIn(customerState([thread([message(1)])])), {
    type: 'typingHeard',
    conversationId: 'c1',
    until: 6_000,
  })
  expect(typing.typing).not.toBeNull()
  const ends: readonly ViewInput[] = [
    { type: 'timePassed', now: 6_000 },
    { type: 'messageReceived', conversationId: 'c1', message: message(2, { from: 'agent' }) },
    { type: 'connectionChanged', status: { kind: 'reconnecting', since: 0, nextTryAt: 1, attempt: 1 } },
    { type: 'conversationChanged', conversation: conversation({ state: 'closed', lastSeq: 1 }) },
  ]
  for (const end of ends) expect([end.type, reduce(typing, end).typing]).toEqual([end.type, null])
  expect(reduce(typing, { type: 'timePassed', now: 5_999 }).typing).not.toBeNull()
})
