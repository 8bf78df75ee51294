import fc from 'fast-check'
import { expect, test } from 'vitest'
import { message } from './chat-rig.ts'
import { dueOf, type Outbox, type OutboxInput, onOutboxInput, strandedOf } from './outbox.ts'

const said = (clientId: string, conversationId = 'c1', at = 1): OutboxInput => ({
  ...{ type: 'said', clientId, conversationId, who: 'Erika', text: clientId, at },
})
const after = (...inputs: readonly OutboxInput[]) => inputs.reduce(onOutboxInput, [] as Outbox)
const why = { code: 'chat.conversation', message: 'It is over.' }
const ids = (outbox: Outbox) => outbox.map(({ clientId }) => clientId)

test('[DK10] one message of a conversation is under way at a time, the next when the server has it', () => {
  const two = after(said('a'), said('b'), said('x', 'c2'))
  expect(ids(dueOf(two))).toEqual(['a', 'x'])
  const sending = onOutboxInput(two, { type: 'sent', clientId: 'a' })
  expect(ids(dueOf(sending))).toEqual(['x'])
  expect(ids(dueOf(onOutboxInput(sending, { type: 'acknowledged', clientId: 'a' })))).toEqual(['b', 'x'])
})

test('[DK10] a lost answer sends the same again, unless the thread shows that it had arrived', () => {
  const lost = after(said('a'), { type: 'sent', clientId: 'a' }, { type: 'failed', clientId: 'a' })
  expect(dueOf(onOutboxInput(lost, { type: 'rested' }))).toEqual([
    { clientId: 'a', conversationId: 'c1', who: 'Erika', text: 'a', at: 1, state: 'waiting', refusal: null },
  ])
  expect(onOutboxInput(lost, { type: 'seen', messages: [message(1, { from: 'agent', clientId: 'a' })] })).toEqual([])
  expect(onOutboxInput(lost, { type: 'seen', messages: [message(1)] })).toBe(lost)
})

test('[DK10] what failed rests, with what was said after it, until its timer fires or a new connection is there', () => {
  const sent = after(said('a'), said('b'), said('x', 'c2'), { type: 'sent', clientId: 'a' }, { type: 'sent', clientId: 'x' })
  const failed = [{ type: 'failed', clientId: 'a' } as const, { type: 'failed', clientId: 'x' } as const].reduce(
    onOutboxInput,
    sent,
  )
  expect(dueOf(failed)).toEqual([])
  const fired = onOutboxInput(failed, { type: 'rested', clientId: 'a' })
  expect(ids(dueOf(fired))).toEqual(['a'])
  expect(ids(dueOf(onOutboxInput(fired, { type: 'rested', clientId: 'x' })))).toEqual(['a', 'x'])
  expect(ids(dueOf(onOutboxInput(failed, { type: 'rested' })))).toEqual(['a', 'x'])
})

test('[DK10] a timer that fires late sends nothing a second time: what is under way, refused or gone stays so', () => {
  const late = { type: 'rested', clientId: 'a' } as const
  for (const now of [
    after(said('a'), { type: 'sent', clientId: 'a' }),
    after(said('a'), { type: 'refused', clientId: 'a', refusal: why }),
    after(said('a'), { type: 'acknowledged', clientId: 'a' }),
  ])
    expect(onOutboxInput(now, late)).toBe(now)
})

test('[DK10] what is refused stays with its reason, holds nothing up, and goes by hand only', () => {
  const refused = after(said('a'), said('b'), { type: 'refused', clientId: 'a', refusal: why })
  expect(ids(dueOf(refused))).toEqual(['b'])
  expect(refused[0]).toMatchObject({ state: 'refused', refusal: why })
  expect(ids(dueOf(onOutboxInput(refused, { type: 'retried', clientId: 'a' })))).toEqual(['a'])
  expect(ids(onOutboxInput(refused, { type: 'dropped', clientId: 'a' }))).toEqual(['b'])
})

test('[DK10] what is refused in a conversation that is not here any more is told apart, until it is dropped', () => {
  const refused = after(said('a'), said('b'), said('x', 'c2'), { type: 'refused', clientId: 'a', refusal: why })
  expect(ids(strandedOf(refused, ['c1', 'c2']))).toEqual([])
  expect(ids(strandedOf(refused, ['c2']))).toEqual(['a'])
  expect(strandedOf(onOutboxInput(refused, { type: 'dropped', clientId: 'a' }), ['c2'])).toEqual([])
})

test('[DK10] what is found after a reload is sent before what is said then, and nothing twice', () => {
  const kept = after(said('a', 'c1', 1), said('b', 'c1', 2))
  const found = onOutboxInput(after(said('c', 'c1', 3), said('b', 'c1', 2)), { type: 'found', outbox: kept })
  expect(ids(found)).toEqual(['a', 'b', 'c'])
  expect(ids(after(said('a'), said('a')))).toEqual(['a'])
})

test('[DK10] over a line that loses questions and answers, everything said arrives once and in order', () => {
  const fates = fc.infiniteStream(fc.constantFrom('arrives', 'answerLost', 'questionLost'))
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 8 }), fates, (count, line) => {
      const arrived: string[] = []
      let outbox = after(...Array.from({ length: count }, (_, index) => said(`m${index}`, 'c1', index)))
      for (let tries = 0; outbox.length > 0 && tries < 500; tries++) {
        const [next] = dueOf(outbox)
        if (next === undefined) throw new Error('it holds something that it never sends')
        const { clientId } = next
        const fate = tries > 400 ? 'arrives' : line.next().value
        outbox = onOutboxInput(outbox, { type: 'sent', clientId })
        // The server: the same client id again is the same message (CH2).
        if (fate !== 'questionLost' && !arrived.includes(clientId)) arrived.push(clientId)
        outbox = onOutboxInput(outbox, fate === 'arrives' ? { type: 'acknowledged', clientId } : { type: 'failed', clientId })
        outbox = onOutboxInput(outbox, { type: 'rested', clientId })
      }
      expect(arrived).toEqual(Array.from({ length: count }, (_, index) => `m${index}`))
    }),
  )
})
