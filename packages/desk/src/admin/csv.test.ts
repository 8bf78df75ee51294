import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseCsv, writeCsv } from './csv.ts'

test('commas, semicolons, quotes and line breaks inside quotes are read', () => {
  expect(parseCsv('a,b\n1,"x ""y"", z"\n')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1', 'x "y", z'] },
  ])
  expect(parseCsv('a;b\r\n"1\n2";3\r\n\r\n4;5')).toEqual([
    { line: 1, cells: ['a', 'b'] },
    { line: 2, cells: ['1\n2', '3'] },
    { line: 5, cells: ['4', '5'] },
  ])
})

test('what is written is read again as it was', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', ' ', 'ü', '1') })
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constant('x'), cell), { minLength: 1 }), (rows) => {
      expect(parseCsv(writeCsv(rows)).map(({ cells }) => cells)).toEqual(rows)
    }),
  )
})

test.each(['=1+1', '+49', '-1', '@cmd'])('%s cannot become a formula', (value) => {
  expect(writeCsv([[value]])).toBe(`'${value}`)
})
