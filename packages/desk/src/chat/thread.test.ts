import fc from 'fast-check'
import { expect, test } from 'vitest'
import { conversation, message } from './chat-rig.ts'
import { knownUpTo, linesOf, mergeMessages, owedMarks, receiptOf } from './thread.ts'

test('[CH20] a thread is each message once and in order, whatever comes how often', () => {
  const batches = fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 8 }), { maxLength: 6 })
  fc.assert(
    fc.property(batches, (numbers) => {
      const merged = numbers.reduce<readonly ReturnType<typeof message>[]>(
        (known, batch) =>
          mergeMessages(
            known,
            [...new Set(batch)].map((seq) => message(seq)),
          ),
        [],
      )
      expect(merged.map(({ seq }) => seq)).toEqual([...new Set(numbers.flat())].toSorted((a, b) => a - b))
    }),
  )
})

test('[CH20] what is asked for next begins after the last number without a gap before it', () => {
  expect(knownUpTo([])).toBe(0)
  expect(knownUpTo([message(1), message(2), message(4)])).toBe(2)
})

test('a day that begins has a line of its own, and quick messages of one person stand under one name', () => {
  const hour = 3_600_000
  const lines = linesOf(
    [
      message(1, { at: 1 }),
      message(2, { at: 2 }),
      message(3, { at: 3, from: 'agent', name: 'Amara' }),
      message(4, { at: 4 * 60_000, from: 'agent', name: 'Amara' }),
      message(5, { at: 25 * hour, from: 'agent', name: 'Amara' }),
    ],
    (at) => Math.floor(at / (24 * hour)),
  )
  expect(lines.map((line) => (line.kind === 'day' ? 'day' : line.isFollowUp))).toEqual([
    ...['day', false, true, false],
    ...[false, 'day', false],
  ])
})

test('[CH5] what I said is sent, has arrived, was seen', () => {
  const marks = { customerMarks: { delivered: 3, read: 2 } }
  expect([1, 2, 3, 4].map((seq) => receiptOf(seq, marks))).toEqual(['read', 'read', 'delivered', 'sent'])
})

test('[DK12] a message is read only where somebody looks at it, and is told once', () => {
  const messages = [message(1), message(2)]
  const before = conversation({ agentMarks: { delivered: 1, read: 1 } })
  expect(owedMarks(before, messages, false)).toEqual({ delivered: 2, read: 1 })
  expect(owedMarks(before, messages, true)).toEqual({ delivered: 2, read: 2 })
  expect(owedMarks(conversation({ agentMarks: { delivered: 2, read: 2 } }), messages, true)).toBeNull()
  expect(owedMarks({ ...before, state: 'wrapUp' }, messages, true)).toBeNull()
})
