import type { AnswerOf, Operations } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { WrapUpCodeRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { createShelfCalls, disabledAtOf, type Shelf } from './shelf.ts'

/** Wrap-up codes: a label once (spec AD13). */
export function createWrapUpCodes(
  deps: Deps,
): Pick<Handlers, 'wrapUpCodes' | 'createWrapUpCode' | 'wrapUpCode' | 'changeWrapUpCode'> {
  const calls = createShelfCalls(deps, wrapUpCodeShelf)
  return {
    wrapUpCodes: ({ caller }) => calls.list(caller),
    wrapUpCode: ({ caller, params }) => calls.read(caller, params.id),
    createWrapUpCode: ({ caller, body }) => calls.create(caller, { ...body, disabledAt: null }),
    changeWrapUpCode: ({ caller, params, body: { disabled, ...rest } }) =>
      calls.change(caller, params.id, (row, now) => ({ ...row, ...rest, disabledAt: disabledAtOf(row, disabled, now) })),
  }
}

const wrapUpCodeShelf: Shelf<WrapUpCodeRow, AnswerOf<Operations['wrapUpCode']>> = {
  kind: 'wrapUpCode',
  get: (reader, id) => reader.get('wrapUpCodes', { id }),
  all: (reader) => reader.find('wrapUpCodes', { orderBy: 'id' }),
  put: (tx, row) => tx.put('wrapUpCodes', row),
  show: ({ disabledAt, ...row }) => ({ ...row, disabled: disabledAt !== null }),
  check: async (reader, next) => {
    const same = await reader.find('wrapUpCodes', { where: { label: next.label } })
    return same.some(({ id }) => id !== next.id) ? { code: 'object.exists', field: 'label' } : null
  },
}
