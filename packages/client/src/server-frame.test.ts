import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseServerFrame } from './server-frame.ts'

test('reads the frames of the feed', () => {
  expect(parseServerFrame('{"type":"pong","n":1,"offset":2}')).toEqual({ type: 'pong', n: 1, offset: 2 })
  expect(parseServerFrame('{"type":"gap"}')).toEqual({ type: 'gap' })
  expect(parseServerFrame('{"type":"typing","conversationId":"c"}')).toEqual({ type: 'typing', conversationId: 'c' })
})

test('what is no frame, or one of a newer server, is nothing', () => {
  for (const text of ['', '[]', '{}', '{"type":"fanfare"}', '{"type":"typing"}', '{"type":"event","kind":"note.saved"}'])
    expect(parseServerFrame(text)).toBeNull()
  fc.assert(fc.property(fc.string(), (text) => parseServerFrame(text) === null))
})
