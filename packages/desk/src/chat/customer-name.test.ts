import { expect, test } from 'vitest'
import { de } from '../texts/de.ts'
import { en } from '../texts/en.ts'
import { customerName } from './customer-name.ts'

test('[CU4] who gave no name is called a guest in the language of whoever reads it', () => {
  const nameless = { name: '', email: null }
  expect([en, de].map((texts) => customerName(nameless, texts))).toEqual(['Guest', 'Gast'])
  expect(customerName({ name: '', email: 'mia@shop.example' }, de)).toBe('mia@shop.example')
  expect(customerName({ name: 'Guest', email: null }, de)).toBe('Guest')
})
