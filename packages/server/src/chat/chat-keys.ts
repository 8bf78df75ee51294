import { accepted, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import type { ChatKeyRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { activeKeysOf } from './customer-login.ts'
import { endCustomerSession } from './customer-session.ts'
import { sealNewChatKey } from './seal-chat-key.ts'

/** A token that names no key is tried with each active one (spec CT3), so that they are few. */
const mostActive = 10

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
        if ((await activeKeysOf(tx, projectId)).length >= mostActive) return refused('chat.keys')
        const meta: Meta = { at: clock.now(), by: caller.member.id }
        const kid = Buffer.from(random.bytes(6)).toString('hex')
        const { secret, row } = sealNewChatKey(deps, { tenantId: tx.tenantId, projectId, kid }, meta)
        tx.put('chatKeys', row)
        await tx.emit({ kind: 'chatKey.created', userId: null, data: { projectId, kid } }, meta)
        return accepted({ document: { kid, secret } })
      }),

    revokeChatKey: ({ caller, params: { id: projectId, kid } }) =>
      store.tenant(caller.tenantId).transact(async (tx) => {
        const row = await tx.get('chatKeys', { projectId, kid })
        if (!row) return refused('object.unknown')
        await revokeKey(tx, row, { at: clock.now(), by: caller.member.id })
        return accepted({ document: { done: true } })
      }),
  }
}

/** Revokes a key, and ends what it signed in, in one unit of work: no sign-in can come between (spec CT13). */
export async function revokeKey(tx: Transaction, row: ChatKeyRow, meta: Meta): Promise<void> {
  if (row.revokedAt !== null) return
  const { projectId, kid } = row
  tx.put('chatKeys', { ...row, revokedAt: meta.at })
  await tx.emit({ kind: 'chatKey.revoked', userId: null, data: { projectId, kid } }, meta)
  const signedIn = await tx.find('customerSessions', { where: { projectId, kid, endedAt: null } })
  for (const session of signedIn) await endCustomerSession(tx, session, 'keyRevoked', meta)
}

function showKey({ kid, createdAt, createdBy, lastUsedAt, revokedAt }: ChatKeyRow) {
  return { kid, createdAt, createdBy, lastUsedAt, revokedAt }
}
