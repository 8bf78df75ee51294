import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sayable } from './sayable.ts'

test('[CW3] [DK14] pasted breaks become line breaks, other control characters go', () => {
  expect(sayable(' one\u000btwo\u000cthree\u0000 \u001bfour\tfive\r\nsix\u0007 ')).toBe('one\ntwo\nthree four\tfive\r\nsix')
  expect(sayable('one\u0085two\u2028three\u2029four\u007f\u009b')).toBe('one\ntwo\nthree\nfour')
  expect(sayable('\u0001 \u000b\u2028')).toBe('')
})

test('[CW3] whatever is pasted, the server can take what is left', () => {
  // The pattern of the protocol's MessageText.
  // biome-ignore lint/suspicious/noControlCharactersInRegex: it is about them.
  const taken = /^[^\u0000-\u0008\u000b\u000c\u000e-\u001f]*$/
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => taken.test(sayable(text))))
})
