import { expect, test } from 'vitest'
import { viewTable } from './table-view.ts'

const columns = [{ name: 'name', title: 'Name', text: (row: { name: string; disabled: boolean }) => row.name }]
const rows = Array.from({ length: 30 }, (_, n) => ({ name: `agent ${n}`, disabled: n === 7 }))
const look = { text: '', sortBy: 'name', isDescending: false, page: 1, showDisabled: false }

test('numbers inside names sort as numbers, and disabled rows are hidden until asked for', () => {
  const { shown, found } = viewTable(rows, columns, look)
  expect(
    shown
      .slice(0, 8)
      .map(({ name }) => name)
      .at(-1),
  ).toBe('agent 8')
  expect(found).toHaveLength(29)
  expect(viewTable(rows, columns, { ...look, showDisabled: true }).found).toHaveLength(30)
})

test('a page behind the last one is the last one', () => {
  expect(viewTable(rows, columns, { ...look, page: 99 })).toMatchObject({ page: 2, pages: 2 })
  expect(viewTable(rows, columns, { ...look, text: 'agent 12', page: 2 })).toMatchObject({
    page: 1,
    found: [{ name: 'agent 12' }],
  })
})
