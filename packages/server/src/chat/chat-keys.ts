import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Meta } from '../meta.ts'
import type { TenantStore, Transaction } from '../store/store.ts'
import type { ChatKeyRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { endCustomerSession } from './customer-session.ts'
import { sealNewChatKey } from './seal-chat-key.ts'

/** A token that names no key is tried with each active one (spec CT3), so that they are few. */
const mostActive = 10
/** Sessions that one unit of work ends. */
const endedAtOnce = 500

/** A project's secret keys: told once, several at a time, revoked for good (spec CT12, CT13). */
export function createChatKeys(deps: Deps): Pick<Handlers, 'chatKeys' | 'createChatKey' | 'revokeChatKey'> {
  const { store, clock, random } = deps
  return {
    async chatKeys({ caller, params: { id: projectId } }) {
      const tenant = store.tenant(caller.tenantId)
      if (!(await tenant.get('chatProjects', { id: projectId }))) return refused('object.unknown')
      const rows = await tenant.find('chatKeys', { where: { projectId }, orderBy: 'createdAt' })
      return accepted({ document: { keys: rows.map(showKey) } })
    },

    createChatKey: ({ caller, params: { id: projectId } }) =>
      store.tenant(caller.tenantId).transact(async (tx) => {
        if (!(await tx.get('chatProjects', { id: projectId }))) return refused('object.unknown')
        const active = await tx.find('chatKeys', { where: { projectId, revokedAt: null } })
        if (active.length >= mostActive) return refused('chat.keys')
        const meta: Meta = { at: clock.now(), by: caller.member.id }
        const kid = Buffer.from(random.bytes(6)).toString('hex')
        const { secret, row } = sealNewChatKey(deps, { tenantId: tx.tenantId, projectId, kid }, meta)
        tx.put('chatKeys', row)
        await tx.emit({ kind: 'chatKey.created', userId: null, data: { projectId, kid } }, meta)
        return accepted({ document: { kid, secret } })
      }),

    async revokeChatKey({ caller, params: { id: projectId, kid } }) {
      const tenant = store.tenant(caller.tenantId)
      const meta: Meta = { at: clock.now(), by: caller.member.id }
      const isThere = await tenant.transact(async (tx) => {
        const row = await tx.get('chatKeys', { projectId, kid })
        if (row) await revokeKey(tx, row, meta)
        return row !== undefined
      })
      if (!isThere) return refused('object.unknown')
      await endSessionsOfKey(tenant, { projectId, kid }, meta)
      return accepted({ document: { done: true } })
    },
  }
}

/** Revokes a key. From this commit on it signs nobody in, and what it signed in is refused (spec CT3, CT13). */
export async function revokeKey(tx: Transaction, row: ChatKeyRow, meta: Meta): Promise<void> {
  if (row.revokedAt !== null) return
  const { projectId, kid } = row
  tx.put('chatKeys', { ...row, revokedAt: meta.at })
  await tx.emit({ kind: 'chatKey.revoked', userId: null, data: { projectId, kid } }, meta)
}

/** Ends the sessions of a revoked key, some at a time: there may be tens of thousands, and nobody else is to wait for them. */
async function endSessionsOfKey(
  tenant: TenantStore,
  { projectId, kid }: Pick<ChatKeyRow, 'projectId' | 'kid'>,
  meta: Meta,
): Promise<void> {
  const end = () =>
    tenant.transact(async (tx) => {
      const where = { projectId, kid, endedAt: null }
      const signedIn = await tx.find('customerSessions', { where, limit: endedAtOnce })
      for (const session of signedIn) await endCustomerSession(tx, session, 'keyRevoked', meta)
      return signedIn.length
    })
  while ((await end()) === endedAtOnce);
}

function showKey({ kid, createdAt, createdBy, lastUsedAt, revokedAt }: ChatKeyRow) {
  return { kid, createdAt, createdBy, lastUsedAt, revokedAt }
}
