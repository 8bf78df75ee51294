import { accepted, type Result, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { nobody, type TenantSettings } from '../preferences/tenant-settings.ts'
import { keepGuest } from './customers.ts'
import { type ChatDoor, findChatProject } from './find-chat-project.ts'
import { type CustomerSignedIn, findPrevious, openCustomerSession } from './open-customer-session.ts'

/** `previous`: the token of the customer session that this browser has. */
export type AnonymousLogin = ChatDoor & { readonly name?: string | undefined; readonly previous?: string | undefined }

/** Signs in whoever has no token, as a customer of their own who is not verified (spec CU4). */
export function createAnonymousLogin(
  deps: Deps,
  settings: TenantSettings,
): (input: AnonymousLogin) => Promise<Result<CustomerSignedIn>> {
  const { store, clock, random } = deps
  return async (input) => {
    const found = await findChatProject(deps, input)
    if (!found.ok) return found
    const { tenant: tenantId, origin, name } = input
    const { 'chat.sessionMs': sessionMs } = await settings.preferencesOf(tenantId, nobody)

    return store.tenant(tenantId).transact(async (tx) => {
      const at = clock.now()
      const project = await tx.get('chatProjects', { id: found.value.id })
      if (!project || project.disabledAt !== null) return refused('chat.project')
      if (!project.anonymous) return refused('chat.anonymous')
      const previous = await findPrevious(tx, input.previous, at)
      const known = previous && (await tx.get('customers', { id: previous.session.customerId }))
      const guest = await keepGuest(tx, random, project.id, { known, name }, at)
      return accepted(
        await openCustomerSession(tx, random, { project, found: guest, kid: null, origin, previous, at, sessionMs }),
      )
    })
  }
}
