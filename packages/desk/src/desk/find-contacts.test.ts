import { expect, test } from 'vitest'
import { findContacts } from './find-contacts.ts'

const contact = (firstName: string, lastName: string, phoneNumber: string, description = '') => ({
  firstName,
  lastName,
  phoneNumber,
  description,
})
const book = [contact('José', 'Ibáñez', '+34 91 555 010', 'Billing'), contact('Anna', 'Müller', '030 5550123', 'Night desk')]

test.each([
  ['jose', ['José']],
  ['muller night', ['Anna']],
  ['0305550', ['Anna']],
  ['+3491', ['José']],
  ['', ['José', 'Anna']],
  ['nobody', []],
])('typing %j finds %j', (typed, expected) => {
  expect(findContacts(book, typed).map(({ firstName }) => firstName)).toEqual(expected)
})
