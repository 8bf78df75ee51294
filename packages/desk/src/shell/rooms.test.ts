import { expect, test } from 'vitest'
import { roomsOf } from './rooms.ts'

test.each([
  ['executive', ['desk']],
  ['professional-agent', ['desk']],
  ['supervisor', ['floor']],
  ['analyst', ['floor', 'admin']],
  ['administrator', ['floor', 'admin']],
  ['user-access-manager', ['admin']],
] as const)('a person with the role %s enters %j', (role, expected) => {
  expect(roomsOf(role)).toEqual(expected)
})
