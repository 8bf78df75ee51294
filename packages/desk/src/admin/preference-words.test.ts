import { expect, test } from 'vitest'
import { allEn as en } from '../texts/all-en.ts'
import { keyText, levelText, valueText } from './preference-words.ts'

test('keys, levels and values are read in words', () => {
  expect(keyText('continuity.keepAliveMs')).toBe('Keep alive')
  expect(levelText('role:supervisor', String, en)).toBe('Role: Supervisor')
  expect(levelText('user:u1', () => 'Amara', en)).toBe('User: Amara')
  expect(valueText(90_000, 'durationMs', en)).toBe('1 min 30 s')
  expect(valueText(true, 'boolean', en)).toBe('On')
  expect(valueText([], 'origins', en)).toBe('None')
})
