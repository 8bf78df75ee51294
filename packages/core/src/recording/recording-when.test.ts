import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isRecorded, parseRecordingWhen, type RecordableCall } from './recording-when.ts'

const call = (changes: Partial<RecordableCall> = {}): RecordableCall => ({
  ...{ id: 'call-1', campaign: 'orders', direction: 'inbound', ...changes },
})
const records = (text: string, changes: Partial<RecordableCall> = {}) => {
  const when = parseRecordingWhen(text)
  return when && isRecorded(when, call(changes))
}

describe('recording.when', () => {
  it.each([
    ['off', false],
    ['', false],
    ['voice', true],
    [' voice ', true],
    ['campaign=orders', true],
    ['campaign=returns | orders', true],
    ['campaign=returns', false],
    ['direction=inbound', true],
    ['direction=outbound', false],
    ['voice, campaign=orders, direction=inbound|outbound', true],
    ['campaign=orders, direction=outbound', false],
    ['share=100%', true],
  ])('[RC1] %j records the call: %s', (text, expected) => {
    expect(records(text)).toBe(expected)
  })

  it.each([
    ...[
      'on',
      'Off',
      'voice=yes',
      'campaign',
      'campaign=',
      'campaign=a||b',
      'direction=both',
      'share=0',
      'share=101',
      'share=1.5',
    ],
    ...['share', 'voice,', 'voice, voice', 'share=10, share=20', 'off, voice'],
  ])('[RC1] %j is nothing that can be set', (text) => {
    expect(parseRecordingWhen(text)).toBeNull()
  })

  it('[RC2] a share takes the same calls each time, about as many as it says, and a greater one those of a smaller one as well', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 100 }), fc.integer({ min: 1, max: 100 }), (id, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)]
        expect(records(`share=${less}`, { id })).toBe(records(`share=${less}`, { id }))
        if (records(`share=${less}`, { id })) expect(records(`share=${more}`, { id })).toBe(true)
      }),
    )
    const ids = Array.from({ length: 10_000 }, (_, at) => `call-${at}`)
    for (const share of [1, 10, 50]) {
      const taken = ids.filter((id) => records(`share=${share}`, { id })).length
      expect(Math.abs(taken / 100 - share)).toBeLessThan(2)
    }
  })
})
