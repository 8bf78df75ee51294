import { accepted } from '@hotseat/core'
import type { CannedReplyDocument } from '@hotseat/protocol'
import { createShelfCalls, disabledAtOf, type Shelf } from '../admin/shelf.ts'
import type { Deps } from '../deps.ts'
import type { CannedReplyRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'

/** Canned replies: a title once; agents have those at hand that are not disabled (spec CT15). */
export function createCannedReplies(
  deps: Deps,
): Pick<Handlers, 'cannedReplies' | 'createCannedReply' | 'cannedReply' | 'changeCannedReply' | 'repliesAtHand'> {
  const calls = createShelfCalls(deps, cannedReplyShelf)
  return {
    cannedReplies: ({ caller }) => calls.list(caller),
    cannedReply: ({ caller, params }) => calls.read(caller, params.id),
    createCannedReply: ({ caller, body }) => calls.create(caller, { ...body, disabledAt: null }),
    changeCannedReply: ({ caller, params, body: { disabled, ...rest } }) =>
      calls.change(caller, params.id, (row, now) => ({ ...row, ...rest, disabledAt: disabledAtOf(row, disabled, now) })),
    repliesAtHand: async ({ caller }) => {
      const rows = await deps.store
        .tenant(caller.tenantId)
        .find('cannedReplies', { where: { disabledAt: null }, orderBy: 'title' })
      return accepted({ document: { replies: rows.map(({ id, title, text }) => ({ id, title, text })) } })
    },
  }
}

const cannedReplyShelf: Shelf<CannedReplyRow, CannedReplyDocument> = {
  kind: 'cannedReply',
  get: (reader, id) => reader.get('cannedReplies', { id }),
  all: (reader) => reader.find('cannedReplies', { orderBy: 'id' }),
  put: (tx, row) => tx.put('cannedReplies', row),
  show: ({ disabledAt, ...row }) => ({ ...row, disabled: disabledAt !== null }),
  check: async (reader, next) => {
    const same = await reader.find('cannedReplies', { where: { title: next.title } })
    return same.some(({ id }) => id !== next.id) ? { code: 'object.exists', field: 'title' } : null
  },
}
