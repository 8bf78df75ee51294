import { expect, test } from 'vitest'
import { summarise, tableOf } from './report.ts'

const figure = {
  name: 'sign-ins',
  unit: '/s',
  rounds: [90, 95, 10],
  limit: { name: 'bare argon2id', rounds: [100, 100, 100] },
  aims: [
    { kind: 'shareAtLeast', share: 0.9 },
    { kind: 'atLeast', value: 2_000 },
  ],
} as const

test('[BM1] a figure is summed up by medians, and every aim is judged', () => {
  const summary = summarise(figure)
  expect(summary).toMatchObject({ value: 90, limit: 100, ratio: 0.9 })
  expect(summary.aims).toEqual([
    { aim: 'ratio ≥ 0.9', met: true },
    { aim: '≥ 2,000', met: false },
  ])
})

test('[BM3] the table names the limit beside the figure', () => {
  const table = tableOf([summarise(figure), summarise({ ...figure, limit: null, aims: [{ kind: 'none' }] })])
  expect(table).toContain('| 90 /s')
  expect(table).toContain('100 (bare argon2id)')
  expect(table).toContain('ratio ≥ 0.9 ✓, ≥ 2,000 ✗')
  expect(table.split('\n')).toHaveLength(4)
})
