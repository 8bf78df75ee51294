import { normaliseUsername, type Result, refused } from '@hotseat/core'
import type { SessionDocument, SignInBody } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { Answer, RequestFacts } from '../use-case.ts'
import { findBrowser, findSlot } from './browser.ts'
import { readSession } from './current-session.ts'

/**
 * Whether this browser is signed in as the person asked for: the live session's document, or `signIn.none`. It looks at
 * no password and changes nothing.
 */
export function createCheckOnly(deps: Deps, settings: TenantSettings) {
  return async (
    body: SignInBody & { readonly tenant: string },
    facts: RequestFacts,
  ): Promise<Result<Answer<SessionDocument>>> => {
    const browser = await findBrowser(deps.store.system, facts.browserToken)
    const slot = findSlot(browser, body.subId ?? facts.subId)
    if (slot?.tenant !== body.tenant) return refused('signIn.none')
    const store = deps.store.tenant(slot.tenant)
    const tenant = await deps.store.system.get('tenants', { id: slot.tenant })
    const session = await store.get('sessions', { id: slot.sessionId })
    const member = session && (await store.get('members', { id: session.userId }))
    const isLive = session?.endedAt === null && session.browserId === browser?.id && session.expiresAt > deps.clock.now()
    if (tenant?.suspendedAt !== null || !isLive || member?.disabledAt !== null) return refused('signIn.none')
    if (member.username !== normaliseUsername(body.username)) return refused('signIn.none')
    return readSession(deps, settings, { tenantId: slot.tenant, session, member })
  }
}
