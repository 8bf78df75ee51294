import { readEvents } from '../audit/read-events.ts'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../use-case.ts'

/** What happened to the caller; asking for somebody else gives one's own all the same. */
export function createTimeline(deps: Deps): Handlers['timeline'] {
  return ({ caller, query }) => readEvents(deps.store.tenant(caller.tenantId), query ?? {}, caller.member.id)
}
