import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { MemberRow } from '../tables.ts'
import { member } from './samples.ts'
import type { StoreSuite } from './store-fixture.ts'
import { freshTenant } from './store-fixture.ts'

const id = fc.constantFrom('a', 'b', 'c', 'd')
const step = fc.oneof(
  fc.record({ type: fc.constant('put' as const), id, disabledAt: fc.option(fc.integer({ min: 0, max: 5 })) }),
  fc.record({ type: fc.constant('remove' as const), id }),
  fc.record({ type: fc.constant('emit' as const), id }),
  fc.record({ type: fc.constant('find' as const), to: fc.integer({ min: 0, max: 5 }), limit: fc.integer({ min: 0, max: 4 }) }),
)
const unit = fc.record({ steps: fc.array(step, { maxLength: 8 }), throws: fc.boolean() })
const batches = fc.array(fc.array(unit, { maxLength: 4 }), { maxLength: 4 })

type Model = { readonly members: ReadonlyMap<string, MemberRow>; readonly users: readonly string[] }

/** Any sequence of units of work, some together and some throwing, beside a map and a list. */
export function describeModel(suite: () => StoreSuite): void {
  test('[SR19] whatever is done, the store holds and finds what a plain map would', async () => {
    const { store } = suite()
    await fc.assert(
      fc.asyncProperty(batches, async (plan) => {
        const tenant = store.tenant(freshTenant())
        let model: Model = { members: new Map(), users: [] }
        for (const batch of plan) {
          const expected: unknown[] = []
          for (const { steps, throws } of batch) {
            const [next, found] = applied(model, steps)
            expected.push(throws ? 'thrown' : found)
            if (!throws) model = next
          }
          const results = await Promise.all(
            batch.map(({ steps, throws }) =>
              tenant
                .transact(async (tx) => {
                  const found: string[][] = []
                  for (const done of steps) {
                    if (done.type === 'put') tx.put('members', member(done.id, { disabledAt: done.disabledAt }))
                    if (done.type === 'remove') tx.remove('members', { id: done.id })
                    if (done.type === 'emit') {
                      await tx.emit({ kind: 'note.saved', userId: done.id, data: { version: 1 } }, { at: 1, by: null })
                    }
                    if (done.type === 'find') found.push((await tx.find('members', queryOf(done))).map((row) => row.id))
                  }
                  if (throws) throw new Error('thrown')
                  return found
                })
                .catch((error: Error) => error.message),
            ),
          )
          expect(results).toStrictEqual(expected)
        }
        expect(await tenant.find('members')).toStrictEqual([...model.members.values()].sort(byId))
        expect((await tenant.events({ limit: 1000 })).map(({ userId }) => userId)).toStrictEqual(model.users)
      }),
      { numRuns: 60 },
    )
  })
}

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never

function applied(model: Model, steps: readonly Step[]): readonly [Model, string[][]] {
  const members = new Map(model.members)
  const users = [...model.users]
  const found: string[][] = []
  for (const done of steps) {
    if (done.type === 'put') members.set(done.id, member(done.id, { disabledAt: done.disabledAt }))
    if (done.type === 'remove') members.delete(done.id)
    if (done.type === 'emit') users.push(done.id)
    if (done.type === 'find') {
      const rows = [...members.values()].filter(({ disabledAt }) => disabledAt !== null && disabledAt <= done.to)
      rows.sort((a, b) => Number(b.disabledAt) - Number(a.disabledAt) || byId(b, a))
      found.push(rows.slice(0, done.limit).map((row) => row.id))
    }
  }
  return [{ members, users }, found]
}

function queryOf({ to, limit }: { to: number; limit: number }) {
  return { range: { column: 'disabledAt', to }, orderBy: 'disabledAt', descending: true, limit } as const
}

function byId(a: MemberRow, b: MemberRow): number {
  return a.id < b.id ? -1 : 1
}
