import { accepted, type Result, refused } from '@hotseat/core'
import type { RecorderAccessBody, Static } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { TenantStore } from '../store/store.ts'
import type { RecorderTokens } from './recorder-token.ts'

/** That a recorder was there is written at most this often. */
const seenEveryMs = 3_600_000

/**
 * A token for a recorder that proves its key, signed over `origin` (spec RC15). A recorder that is not known or was revoked, and a proof that does
 * not fit, are one and the same.
 */
export async function grantAccess(
  { store, clock, challenges, signatures }: Pick<Deps, 'store' | 'clock' | 'challenges' | 'signatures'>,
  tokens: RecorderTokens,
  body: Static<typeof RecorderAccessBody>,
  origin: string,
): Promise<Result<{ token: string; expiresAt: number }>> {
  if (!challenges.check(body.challenge)) return refused('recorder.token')
  const tenant = await store.system.get('tenants', { id: body.tenant })
  if (!tenant || tenant.suspendedAt !== null) return refused('recorder.token')
  const recorder = await store.tenant(tenant.id).get('recorders', { id: body.recorder })
  if (recorder?.revokedAt !== null) return refused('recorder.token')
  const message = `hotseat-recorder-access\n${origin}\n${body.recorder}\n${body.challenge}`
  if (!signatures.verify(recorder.key, message, body.signature)) return refused('recorder.token')
  if (clock.now() - recorder.lastSeenAt >= seenEveryMs) await noteSeen(store.tenant(tenant.id), recorder.id, clock.now())
  return accepted(tokens.issue(tenant.id, recorder.id))
}

async function noteSeen(tenant: TenantStore, id: string, now: number): Promise<void> {
  await tenant.transact(async (tx) => {
    const row = await tx.get('recorders', { id })
    if (row) tx.put('recorders', { ...row, lastSeenAt: now })
  })
}
