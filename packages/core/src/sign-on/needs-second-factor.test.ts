import { expect, test } from 'vitest'
import { roles } from '../roles.ts'
import { needsSecondFactor } from './needs-second-factor.ts'

test('[MF1] administrators and user access managers need a second factor, unless the tenant says off', () => {
  const needing = (choice: 'off' | 'administrators') =>
    roles.filter((role) => needsSecondFactor(role, { 'security.secondFactor': choice }))
  expect(needing('administrators')).toEqual(['administrator', 'user-access-manager'])
  expect(needing('off')).toEqual([])
})
