import type { DeskDocument } from '@hotseat/protocol'
import { Refused } from '../../http/problem.ts'
import type { AdapterParts } from '../adapter.ts'
import { requireAnswer } from '../require-answer.ts'
import type { Admitted } from './admit.ts'

/** What a tenant's administrators have set, as it bears on channels and places. */
export type Lists = Pick<DeskDocument, 'media' | 'reasonCodes' | 'places'>

/** The lists of the caller's tenant; refused to whoever must set up a second factor first, as everything is. */
export type DeskLists = (who: Admitted) => Promise<Lists>

/** What the parts of this adapter work with. */
export type GenesysParts = AdapterParts & { readonly lists: DeskLists }

/** Lists read once a tenant, and again after a change, whichever node made it: clients ask for themselves all day long. */
export function createDeskLists({ perform, hub }: AdapterParts): DeskLists {
  const known = new Map<string, Promise<Lists>>()
  hub.onEvent((tenantId, { kind }) => {
    if (kind === 'settings.changed') known.delete(tenantId)
  })
  return async ({ caller, facts }) => {
    if (caller.mustEnrol) throw new Refused({ code: 'session.enrolSecondFactor' })
    const found = known.get(caller.tenantId)
    if (found) return found
    const read = perform('desk', caller, {}, facts).then(requireAnswer)
    known.set(caller.tenantId, read)
    // A fault is this call's, not the next one's.
    read.catch(() => known.get(caller.tenantId) === read && known.delete(caller.tenantId))
    return read
  }
}
