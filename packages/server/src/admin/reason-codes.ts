import type { ReasonCodeDocument } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { ReasonCodeRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { createShelfCalls, disabledAtOf, type Shelf } from './shelf.ts'

/** Reason codes: (code, category) and (label, category) are unique; the system's own cannot be changed (spec AD13). */
export function createReasonCodes(
  deps: Deps,
): Pick<Handlers, 'reasonCodes' | 'createReasonCode' | 'reasonCode' | 'changeReasonCode'> {
  const calls = createShelfCalls(deps, reasonCodeShelf)
  return {
    reasonCodes: ({ caller }) => calls.list(caller),
    reasonCode: ({ caller, params }) => calls.read(caller, params.id),
    createReasonCode: ({ caller, body }) =>
      calls.create(caller, { ...body, id: `${body.category}:${body.code}`, system: false, disabledAt: null }),
    changeReasonCode: ({ caller, params, body: { disabled, ...rest } }) =>
      calls.change(caller, params.id, (row, now) => ({ ...row, ...rest, disabledAt: disabledAtOf(row, disabled, now) })),
  }
}

const reasonCodeShelf: Shelf<ReasonCodeRow, ReasonCodeDocument> = {
  kind: 'reasonCode',
  get: (reader, id) => reader.get('reasonCodes', { id }),
  all: (reader) => reader.find('reasonCodes', { orderBy: 'code' }),
  put: (tx, row) => tx.put('reasonCodes', row),
  show: ({ disabledAt, ...row }) => ({ ...row, disabled: disabledAt !== null }),
  check: async (reader, next) => {
    if (next.system) return { code: 'permission.denied', detail: 'a system reason' }
    const same = await reader.find('reasonCodes', { where: { category: next.category, label: next.label } })
    return same.some(({ id }) => id !== next.id) ? { code: 'object.exists', field: 'label' } : null
  },
}
