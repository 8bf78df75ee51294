import { accepted, leewayS, type Refusal, type Result, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { nobody, type TenantSettings } from '../preferences/tenant-settings.ts'
import type { TenantReader, Transaction } from '../store/store.ts'
import type { ChatProjectRow } from '../store/tables.ts'
import { type ChatSigner, createChatSigner } from './chat-signer.ts'
import { keepCustomer } from './customers.ts'
import { type ChatDoor, findChatProject } from './find-chat-project.ts'
import { type CustomerSignedIn, findPrevious, openCustomerSession } from './open-customer-session.ts'
import { type ReadToken, readChatToken } from './read-chat-token.ts'

/** `previous`: the token of the customer session that this browser has. */
export type TokenLogin = ChatDoor & { readonly token: string; readonly previous?: string | undefined }

/** Whom a token speaks for: somebody of a project. */
export type TokensSubject = { readonly tenantId: string; readonly projectId: string; readonly subject: string }

/** When a key was last used is told to the minute: a write at every sign-in would be for nothing. */
const usedEveryMs = 60_000

/**
 * Signs a customer in by a token of the project's own site (spec CT1 to CT11). The signature is checked before the unit of work; in it
 * project and key are read again, so that what was revoked or closed meanwhile signs nobody in, on whichever node. `bound` is asked whether
 * this customer may come once more (spec CU6): whoever has no sound token takes nothing of it.
 */
export function createCustomerLogin(
  deps: Deps,
  settings: TenantSettings,
  bound: (who: TokensSubject) => Refusal | null = () => null,
  signer: ChatSigner = createChatSigner(deps.vault),
): (input: TokenLogin) => Promise<Result<CustomerSignedIn>> {
  const { store, clock, random } = deps

  return async (input) => {
    const found = await findChatProject(deps, input)
    if (!found.ok) return found
    const { tenant: tenantId, origin, token: text } = input
    if (!found.value.autoLogin) return refused('chatToken.disabled')
    const keysOf = (kid: string | null) => findKeys(store.tenant(tenantId), found.value.id, kid)
    const read = await readChatToken(signer, { tenantId, project: found.value, keysOf, text, now: clock.now() })
    if (!read.ok) return read
    const full = bound({ tenantId, projectId: found.value.id, subject: read.value.identity.subject })
    if (full !== null) return { ok: false, refusal: full }
    const { 'chat.sessionMs': sessionMs } = await settings.preferencesOf(tenantId, nobody)

    return store.tenant(tenantId).transact(async (tx) => {
      const at = clock.now()
      const project = await tx.get('chatProjects', { id: found.value.id })
      if (!project || project.disabledAt !== null) return refused('chat.project')
      if (!project.autoLogin) return refused('chatToken.disabled')
      const used = await useToken(tx, project, read.value, at)
      if (!used.ok) return used
      const customer = await keepCustomer(tx, random, project.id, read.value.identity, at)
      const previous = await findPrevious(tx, input.previous, at)
      const { kid } = read.value
      return accepted(await openCustomerSession(tx, random, { project, found: customer, kid, origin, previous, at, sessionMs }))
    })
  }
}

/** A project's keys that a token may be signed by, the oldest first. One that is named is a single row, which the store mostly has at hand. */
async function findKeys(reader: Pick<TenantReader, 'find' | 'get'>, projectId: string, kid: string | null) {
  if (kid === null) return reader.find('chatKeys', { where: { projectId, revokedAt: null }, orderBy: 'createdAt' })
  const key = await reader.get('chatKeys', { projectId, kid })
  return key === undefined ? [] : [key]
}

/** Whether the key that signed the token still counts, and the token where it counts once (spec CT3, CT7). */
async function useToken(
  tx: Transaction,
  { id: projectId, singleUse }: ChatProjectRow,
  { identity: { jti, expiresAt }, kid }: ReadToken,
  at: number,
): Promise<Result<null>> {
  const key = await tx.get('chatKeys', { projectId, kid })
  if (!key || key.revokedAt !== null) return refused('chatToken.signature')
  if (singleUse && jti !== null) {
    if (await tx.get('usedTokens', { projectId, jti })) return refused('chatToken.used')
    // A token counts for the leeway longer than it says, and so long nobody may use it again.
    tx.put('usedTokens', { projectId, jti, expiresAt: expiresAt + leewayS * 1_000 })
  }
  if (key.lastUsedAt === null || at - key.lastUsedAt >= usedEveryMs) tx.put('chatKeys', { ...key, lastUsedAt: at })
  return accepted(null)
}
