import { expect, test } from 'vitest'
import { type Schema, shapeOf } from './schema-shape.ts'

const place: Schema = { type: 'object', properties: { dn: { type: 'string' } }, required: ['dn'] }
const names = new Map([[place, 'PlaceDocument']])

test('scalars, choices and nullables read like types', () => {
  expect(shapeOf({ type: 'integer' }, names)).toBe('integer')
  expect(shapeOf({ enum: ['READY', 'NOT_READY'] }, names)).toBe('"READY" | "NOT_READY"')
  expect(shapeOf({ anyOf: [{ type: 'string' }, { type: 'null' }] }, names)).toBe('string | null')
  expect(shapeOf({}, names)).toBe('unknown')
})

test('a named schema is shown by its name inside another, and by its fields at the top', () => {
  expect(shapeOf({ type: 'array', items: place }, names)).toBe('PlaceDocument[]')
  expect(shapeOf(place, names)).toBe('{ dn: string }')
})

test('what may be left out has a question mark', () => {
  expect(shapeOf({ type: 'object', properties: { a: { type: 'string' }, b: place }, required: ['b'] }, names)).toBe(
    '{ a?: string; b: PlaceDocument }',
  )
})

test('a long object has a line a field', () => {
  const properties = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`quiteLongName${at}`, { type: 'string' }]))
  expect(shapeOf({ type: 'object', properties, required: [] }, names).split('\n')).toHaveLength(14)
})
