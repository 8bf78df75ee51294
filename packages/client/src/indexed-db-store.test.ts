import 'fake-indexeddb/auto'
import { expect, test } from 'vitest'
import { createIndexedDbStore } from './indexed-db-store.ts'

test('keeps, gives back and forgets values', async () => {
  const store = createIndexedDbStore()
  await store.write('a', { at: new Date(0) })
  expect(await createIndexedDbStore().read('a')).toEqual({ at: new Date(0) })
  await store.remove('a')
  expect(await store.read('a')).toBeUndefined()
})

test('goes on in memory where the browser forbids it', async () => {
  const { open } = indexedDB
  indexedDB.open = () => {
    throw new DOMException('not here', 'SecurityError')
  }
  const store = createIndexedDbStore()
  await store.write('b', 1)
  expect(await store.read('b')).toBe(1)
  indexedDB.open = open
})
