import { beforeEach, expect, test } from 'vitest'
import { createStage, documentOf } from '../../../test/stage.ts'
import type { Query, Store } from '../../store/store.ts'
import type { SessionRow } from '../../store/tables.ts'
import { findLastSession } from './find-last-session.ts'

let store: Store
let model: SessionRow
beforeEach(async () => {
  const stage = await createStage()
  store = stage.deps.store
  const { session } = documentOf(await stage.browser().signIn('agent01'))
  const row = await store.tenant('demo').get('sessions', { id: session.id })
  if (!row) throw new Error('no session')
  model = row
})

const keep = (...rows: Partial<SessionRow>[]) =>
  store.tenant('demo').transact(async (tx) => {
    for (const row of rows) tx.put('sessions', { ...model, dueAt: null, ...row })
  })
const find = async (of = store) => (await findLastSession(of, 'demo', model.userId))?.id

test('[AM26] the session before is the one that ended last, and of several that ended together the one begun last', async () => {
  expect(await find()).toBeUndefined()
  await keep({ id: 'a', startedAt: 10, endedAt: 40 }, { id: 'b', startedAt: 20, endedAt: 30 })
  expect(await find()).toBe('a')
  await keep(
    { id: 'x', startedAt: 11, endedAt: 50 },
    { id: 'c', startedAt: 13, endedAt: 50 },
    { id: 'd', startedAt: 12, endedAt: 50 },
  )
  expect(await find()).toBe('c')
  await keep({ id: 'other', userId: 'u-agent02', startedAt: 60, endedAt: 70 })
  expect(await find()).toBe('c')
})

test('[AM26] one bounded question is asked, however many sessions are kept', async () => {
  await keep(...Array.from({ length: 200 }, (_, at) => ({ id: `s${at}`, startedAt: at, endedAt: 1_000 + at })))
  const asked: Query<unknown>[] = []
  let rows = 0
  const tenant: Store['tenant'] = (id) => ({
    ...store.tenant(id),
    async find(table, query = {}) {
      asked.push({ ...(query.limit !== undefined && { limit: query.limit }) })
      const found = await store.tenant(id).find(table, query)
      rows += found.length
      return found
    },
  })
  expect(await find({ ...store, tenant })).toBe('s199')
  expect(asked).toEqual([{ limit: 20 }])
  expect(rows).toBe(20)
})
