import { accepted, type Result, refused } from '@hotseat/core'
import type { RecorderAccessBody, Static } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import { isUsed, isWornOut, useChallenge } from '../sign-on/resume-proof.ts'
import type { RecorderTokens } from './recorder-token.ts'

/** One and the same, whatever is wrong (spec RC15). */
const noToken = () => refused('recorder.token')

/**
 * A token for a recorder that proves its key, signed over `origin` (spec RC15). A recorder that is not known or was revoked, a proof that does not
 * fit, and one that was used are one and the same.
 */
export async function grantAccess(
  { store, clock, challenges, signatures }: Pick<Deps, 'store' | 'clock' | 'challenges' | 'signatures'>,
  tokens: RecorderTokens,
  body: Static<typeof RecorderAccessBody>,
  origin: string,
): Promise<Result<{ token: string; expiresAt: number }>> {
  if (!challenges.check(body.challenge)) return noToken()
  const system = await store.system.get('tenants', { id: body.tenant })
  if (!system || system.suspendedAt !== null) return noToken()
  const tenant = store.tenant(system.id)
  const known = await tenant.get('recorders', { id: body.recorder })
  const message = `hotseat-recorder-access\n${origin}\n${body.recorder}\n${body.challenge}`
  // Who cannot prove the key costs no write.
  if (!known || !signatures.verify(known.key, message, body.signature)) return noToken()
  return tenant.transact(async (tx) => {
    const recorder = await tx.get('recorders', { id: known.id })
    const now = clock.now()
    if (recorder?.revokedAt !== null || isUsed(recorder, body.challenge)) return noToken()
    if (isWornOut(recorder, now)) return refused('rate.limited', { facts: { retryAfterMs: 10_000 } })
    tx.put('recorders', { ...useChallenge(recorder, body.challenge, now), lastSeenAt: now })
    return accepted(tokens.issue(tx.tenantId, recorder.id))
  })
}
