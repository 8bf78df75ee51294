import { expect, it } from 'vitest'
import { isAgentRole, mayDo, type Permission, roles } from './roles.ts'

const permissions: readonly Permission[] = [
  'desk.work',
  'floor.see',
  'floor.act',
  'users.manage',
  'settings.manage',
  'preferences.manage',
  'audit.read',
]

it('[RO1] each role may do what the table says, and no more', () => {
  const table = Object.fromEntries(roles.map((role) => [role, permissions.filter((each) => mayDo(role, each)).join(' ')]))
  expect(table).toEqual({
    'professional-agent': 'desk.work',
    executive: 'desk.work',
    supervisor: 'floor.see floor.act',
    analyst: 'floor.see audit.read',
    administrator: 'floor.see floor.act users.manage settings.manage preferences.manage audit.read',
    'user-access-manager': 'users.manage audit.read',
  })
})

it('[RO2] agents, and nobody else, work at a desk', () => {
  for (const role of roles) expect(isAgentRole(role)).toBe(mayDo(role, 'desk.work'))
})
