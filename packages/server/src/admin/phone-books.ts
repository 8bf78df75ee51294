import type { AnswerOf, Operations } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { PhoneBookRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { createShelfCalls, disabledAtOf, type Shelf } from './shelf.ts'

/** Phone books: a name once (spec AD13). */
export function createPhoneBooks(deps: Deps): Pick<Handlers, 'phoneBooks' | 'createPhoneBook' | 'phoneBook' | 'changePhoneBook'> {
  const calls = createShelfCalls(deps, phoneBookShelf)
  return {
    phoneBooks: ({ caller }) => calls.list(caller),
    phoneBook: ({ caller, params }) => calls.read(caller, params.id),
    createPhoneBook: ({ caller, body }) => calls.create(caller, { ...body, disabledAt: null }),
    changePhoneBook: ({ caller, params, body: { disabled, ...rest } }) =>
      calls.change(caller, params.id, (row, now) => ({ ...row, ...rest, disabledAt: disabledAtOf(row, disabled, now) })),
  }
}

const phoneBookShelf: Shelf<PhoneBookRow, AnswerOf<Operations['phoneBook']>> = {
  kind: 'phoneBook',
  get: (reader, id) => reader.get('phoneBooks', { id }),
  all: (reader) => reader.find('phoneBooks', { orderBy: 'id' }),
  put: (tx, row) => tx.put('phoneBooks', row),
  show: ({ disabledAt, contacts, ...row }) => ({ ...row, contacts: [...contacts], disabled: disabledAt !== null }),
  check: async (reader, next) => {
    const same = await reader.find('phoneBooks', { where: { name: next.name } })
    return same.some(({ id }) => id !== next.id) ? { code: 'object.exists', field: 'name' } : null
  },
}
