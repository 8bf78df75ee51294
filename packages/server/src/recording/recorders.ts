import { accepted, refused } from '@hotseat/core'
import { createNames } from '../chat/names.ts'
import type { Deps } from '../deps.ts'
import type { Meta } from '../meta.ts'
import { endSession } from '../sign-on/end-session.ts'
import { isRecorder } from '../sign-on/live-sessions-of.ts'
import type { Transaction } from '../store/store.ts'
import type { Handlers } from '../use-case.ts'

/** The recorders that a tenant knows, and how one of them is shut out for good (spec RC50). */
export function createRecorders({ store, clock }: Pick<Deps, 'store' | 'clock'>): Pick<Handlers, 'recorders' | 'revokeRecorder'> {
  return {
    async recorders({ caller }) {
      const tenant = store.tenant(caller.tenantId)
      const names = createNames(tenant)
      const known = await tenant.find('recorders', { orderBy: 'lastSeenAt', descending: true })
      const rows = known.map(async ({ id, userId, place, version, firstSeenAt, lastSeenAt, revokedAt }) => {
        const agent = { id: userId, name: (await names.agent(userId)) || userId }
        return { id, agent, place, version, firstSeenAt, lastSeenAt, revokedAt }
      })
      return accepted({ document: { rows: await Promise.all(rows) } })
    },

    revokeRecorder: ({ caller, params: { id } }) =>
      store.tenant(caller.tenantId).transact(async (tx) => {
        const row = await tx.get('recorders', { id })
        if (row === undefined) return refused('object.unknown')
        if (row.revokedAt !== null) return accepted({ document: { done: true } })
        const meta: Meta = { at: clock.now(), by: caller.member.id }
        tx.put('recorders', { ...row, revokedAt: meta.at })
        await tx.emit({ kind: 'recorder.revoked', userId: null, data: { recorderId: id } }, meta)
        const signedIn = await tx.find('sessions', { where: { deviceId: id, endedAt: null } })
        for (const session of signedIn) if (isRecorder(session)) await endSession(tx, session, 'keyRevoked', meta)
        return accepted({ document: { done: true } })
      }),
  }
}

/** Whether this key was shut out: it signs nobody in, and nothing comes back by it (spec RC50). */
export async function isRevoked(tx: Pick<Transaction, 'get'>, recorderId: string): Promise<boolean> {
  return ((await tx.get('recorders', { id: recorderId }))?.revokedAt ?? null) !== null
}
