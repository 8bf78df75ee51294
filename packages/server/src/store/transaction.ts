import type { RowReader, RowWriter } from './codec.ts'
import { keptEvent, typedWriter } from './codec.ts'
import type { Reads, Scope } from './driver.ts'
import type { Layer } from './layer.ts'
import type { Transaction, Writer } from './store.ts'
import type { SystemTables, TenantTables } from './tables.ts'

/** The reads of one scope. */
export function rowsOf(reads: Reads, scope: Scope): RowReader {
  return { get: (table, key) => reads.get(scope, table, key), find: (table, query) => reads.find(scope, table, query) }
}

/**
 * What a unit of work of a tenant is given; its writes stay in the layer. `head` is the feed's head before it, read
 * ahead so that two `emit`s at once get two offsets. `isOver` says that the work has returned.
 */
export function createTransaction(tenantId: string, head: number, layer: Layer, isOver: () => boolean): Transaction {
  let newest = head
  return {
    ...typedWriter<TenantTables>(writtenRows(layer, tenantId, isOver)),
    tenantId,
    system: createSystemTransaction(layer, isOver),
    head: async () => newest,
    events: (query) => layer.events(tenantId, query),
    async emit(event, { at, by }) {
      if (isOver()) throw over()
      newest += 1
      layer.append(tenantId, keptEvent({ ...event, offset: newest, at, by }))
      return newest
    },
  }
}

/** The same for a unit of work on the tables that belong to no tenant. */
export function createSystemTransaction(layer: Layer, isOver: () => boolean): Writer<SystemTables> {
  return typedWriter<SystemTables>(writtenRows(layer, null, isOver))
}

function writtenRows(layer: Layer, scope: Scope, isOver: () => boolean): RowWriter {
  return {
    ...rowsOf(layer, scope),
    change(table, key, row) {
      if (isOver()) throw over()
      layer.put({ scope, table, key, row })
    },
  }
}

function over(): Error {
  return new Error('a unit of work wrote after it had returned: it must await all that it starts')
}
