import type { Deps } from '../deps.ts'
import type { Handlers } from '../use-case.ts'
import { readEvents } from './read-events.ts'

/** The audit trail is the feed read back (spec AD20). A person of another tenant has no events here. */
export function createAudit(deps: Deps): Handlers['audit'] {
  return ({ caller, query }) => readEvents(deps.store.tenant(caller.tenantId), query ?? {}, query?.user)
}
