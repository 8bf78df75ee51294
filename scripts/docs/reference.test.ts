import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { refusals } from '../../packages/core/src/refusals.ts'
import { eventDescriptions } from './event-descriptions.ts'
import { eventFields } from './event-fields.ts'

const root = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(root, path), 'utf8')

/** The first cell of every row of a page's tables. */
function documented(path: string): readonly string[] {
  return [...read(path).matchAll(/^\| `([^`]+)` \|/gm)].map((match) => match[1] ?? '')
}

test('the page of errors names every refusal, and no other code', () => {
  const codes = documented('docs/reference/errors.md').filter((name) => name.includes('.'))
  expect(codes).toEqual(Object.keys(refusals))
})

test('the page of events names every kind with its fields, and no other', () => {
  const kinds = [...eventFields(read('packages/core/src/events.ts')).keys()]
  expect(documented('docs/reference/events.md').toSorted()).toEqual(kinds.toSorted())
  expect(Object.keys(eventDescriptions).toSorted()).toEqual(kinds.toSorted())
})
