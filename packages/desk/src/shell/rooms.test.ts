import { expect, test } from 'vitest'
import { roomsOf } from './rooms.ts'

test.each([
  ['executive', ['desk']],
  ['professional-agent', ['desk']],
  ['supervisor', ['floor', 'recordings']],
  ['analyst', ['floor', 'admin']],
  ['administrator', ['floor', 'recordings', 'admin']],
  ['user-access-manager', ['admin']],
] as const)('a person with the role %s enters %j', (role, expected) => {
  expect(roomsOf(role)).toEqual(expected)
})
