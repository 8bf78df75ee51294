import type { PlaceDocument } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { PlaceRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { createShelfCalls, disabledAtOf, type Shelf } from './shelf.ts'

/** Places: no two share an extension, and one that is taken cannot be disabled (spec AD11). */
export function createPlaces(deps: Deps): Pick<Handlers, 'places' | 'createPlace' | 'place' | 'changePlace'> {
  const calls = createShelfCalls(deps, placeShelf)
  return {
    places: ({ caller }) => calls.list(caller),
    place: ({ caller, params }) => calls.read(caller, params.id),
    createPlace: ({ caller, body }) => calls.create(caller, { ...body, disabledAt: null }),
    changePlace: ({ caller, params, body: { disabled, ...rest } }) =>
      calls.change(caller, params.id, (row, now) => ({ ...row, ...rest, disabledAt: disabledAtOf(row, disabled, now) })),
  }
}

const placeShelf: Shelf<PlaceRow, PlaceDocument> = {
  kind: 'place',
  get: (reader, id) => reader.get('places', { id }),
  all: (reader) => reader.find('places', { orderBy: 'id' }),
  put: (tx, row) => tx.put('places', row),
  show: ({ disabledAt, devices, ...row }) => ({ ...row, devices: [...devices], disabled: disabledAt !== null }),
  check: async (reader, next, previous) => {
    if (next.extension !== null && next.extension !== previous?.extension) {
      const same = await reader.find('places', { where: { extension: next.extension } })
      if (same.some((row) => row.id !== next.id)) return { code: 'object.exists', field: 'extension' }
    }
    if (next.disabledAt === null || previous?.disabledAt !== null) return null
    const taken = (await reader.find('agents')).some(({ agent }) => agent.sessionId !== null && agent.place === next.id)
    return taken ? { code: 'object.inUse' } : null
  },
}
