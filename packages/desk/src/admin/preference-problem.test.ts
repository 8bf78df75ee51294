import { HotseatError } from '@hotseat/client'
import { originPatternFaults } from '@hotseat/core'
import { expect, test } from 'vitest'
import { allEn as en } from '../texts/all-en.ts'
import { preferenceProblem } from './preference-problem.ts'

const refusal = (facts: Record<string, unknown>) =>
  new HotseatError({ code: 'preference.value', title: 'No.', status: 400, facts })

test('[PF16] a pattern that is none is told with its line and what is wrong with it', () => {
  const said = preferenceProblem(refusal({ key: 'k', fault: 'fewerThanTwoLabels', line: 2 }), en)
  expect(said).toBe('Line 2: At least two parts of a name follow the *, as in https://*.example.com.')
  expect(Object.keys(en.preferences.patternFaults)).toEqual([...originPatternFaults])
  const usual = preferenceProblem(refusal({ key: 'k' }), en)
  for (const fault of ['constructor', 'newer', 7]) expect(preferenceProblem(refusal({ fault, line: 1 }), en)).toBe(usual)
  expect(preferenceProblem(new Error('x'), en)).not.toBe('')
})
