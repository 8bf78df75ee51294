import { operations } from '@hotseat/protocol'
import { expect, test } from 'vitest'
import { routes } from './routes.ts'

test('the routes are those of the table of operations', () => {
  expect(routes).toEqual(
    Object.fromEntries(Object.entries(operations).map(([name, { method, path }]) => [name, `${method} ${path}`])),
  )
})
