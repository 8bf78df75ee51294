import { accepted, type EventData, type Refusal, type Result, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { TenantReader, Transaction } from '../store/store.ts'
import type { Answer, Caller } from '../use-case.ts'

/** Reads that work inside and outside a unit of work. */
export type Readable = Pick<TenantReader, 'get' | 'find'>

/** One kind of setting: where its rows lie, and how one is shown. */
export type Shelf<Row extends { id: string; disabledAt: number | null }, Document> = {
  readonly kind: EventData['settings.changed']['kind']
  readonly get: (reader: Readable, id: string) => Promise<Row | undefined>
  readonly all: (reader: Readable) => Promise<readonly Row[]>
  readonly put: (tx: Transaction, row: Row) => void
  readonly show: (row: Row) => Document
  /** What stands against keeping `next`; `previous` is undefined for a new row. */
  readonly check: (reader: Readable, next: Row, previous: Row | undefined) => Promise<Refusal | null>
}

type Kept = { id: string; disabledAt: number | null }
type Outcome<Document> = Promise<Result<Answer<Document>>>

/** The four calls that every kind of setting has: list, read, create, change (spec AD10 to AD14). */
export function createShelfCalls<Row extends Kept, Document>(deps: Deps, shelf: Shelf<Row, Document>) {
  const change = (caller: Caller, id: string, next: (previous: Row, now: number) => Row): Outcome<Document> =>
    deps.store.tenant(caller.tenantId).transact(async (tx) => {
      const previous = await shelf.get(tx, id)
      if (!previous) return refused('object.unknown')
      return keep(tx, caller, next(previous, deps.clock.now()), previous)
    })

  const keep = async (tx: Transaction, caller: Caller, row: Row, previous: Row | undefined): Outcome<Document> => {
    const refusal = await shelf.check(tx, row, previous)
    if (refusal) return { ok: false, refusal }
    shelf.put(tx, row)
    await tx.emit(
      { kind: 'settings.changed', userId: null, data: { kind: shelf.kind, id: row.id, change: changeOf(row, previous) } },
      { at: deps.clock.now(), by: caller.member.id },
    )
    return accepted({ document: shelf.show(row) })
  }

  return {
    list: async (caller: Caller): Outcome<{ rows: Document[] }> => {
      const rows = await shelf.all(deps.store.tenant(caller.tenantId))
      return accepted({ document: { rows: rows.map(shelf.show) } })
    },
    read: async (caller: Caller, id: string): Outcome<Document> => {
      const row = await shelf.get(deps.store.tenant(caller.tenantId), id)
      return row ? accepted({ document: shelf.show(row) }) : refused('object.unknown')
    },
    create: (caller: Caller, row: Row): Outcome<Document> =>
      deps.store.tenant(caller.tenantId).transact(async (tx) => {
        if (await shelf.get(tx, row.id)) return refused('object.exists', { field: 'id' })
        return keep(tx, caller, row, undefined)
      }),
    change,
  }
}

/** When a row with this wish was or is disabled; without a wish it stays as it is. */
export function disabledAtOf(row: Kept, disabled: boolean | undefined, now: number): number | null {
  if (disabled === undefined) return row.disabledAt
  return disabled ? (row.disabledAt ?? now) : null
}

function changeOf(row: Kept, previous: Kept | undefined) {
  if (!previous) return 'created'
  if ((row.disabledAt === null) === (previous.disabledAt === null)) return 'changed'
  return row.disabledAt === null ? 'enabled' : 'disabled'
}
