import { expect, test } from 'vitest'
import { specFaults, statedIds, testedIds } from './spec-rules.ts'

const page = (text: string) => [{ path: 'docs/spec/a.md', text }]
const tests = (text: string) => [{ path: 'packages/core/src/a.test.ts', text }]

test('a page states the ids that begin its list items', () => {
  expect(statedIds('# Agent\n\n- **AG3** A state…\n- **S-10** Exact…\n- **Note** not a rule\ntext **AG4**')).toEqual([
    'AG3',
    'S-10',
  ])
})

test('titles of tests name ids, in every form a test is written', () => {
  const source = `
test('[AG1] one', () => {})
it.each([1, 2])('[AG2] two %i', () => {})
describe("[S-10] three", () => {})
test(
  \`[AG4] [AG5] four\`,
  () => {},
)
test('[AG6, AG7] five', () => {})
const row = ['[AG8] not a title']
it.each(['a)', "b("])(
  '[AG9] six %s', () => {})
test.prop([fc.string(), fc.constantFrom('x', 'y')], { numRuns: 9 })('[AG10] seven', () => {})
test.each\`a|b\`('[AG11] eight', () => {})
`
  expect(testedIds(source)).toEqual(['AG1', 'AG2', 'S-10', 'AG4', 'AG5', 'AG6', 'AG7', 'AG9', 'AG10', 'AG11'])
})

test('a rule with its test is in order', () => {
  expect(specFaults(page('- **AG1** x'), tests(`test('[AG1] x', f)`))).toEqual([])
})

test('a rule without a test, a test without a rule and a rule stated twice are faults', () => {
  expect(specFaults(page('- **AG1** x'), [])).toEqual(['docs/spec/a.md: AG1 has no test'])
  expect(specFaults([], tests(`test('[AG1] x', f)`))).toEqual(['packages/core/src/a.test.ts: [AG1] is no rule of docs/spec'])
  expect(specFaults(page('- **AG1** x\n- **AG1** y'), tests(`test('[AG1] x', f)`))).toEqual([
    'docs/spec/a.md: AG1 is stated twice',
  ])
})
