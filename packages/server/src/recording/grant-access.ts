import { accepted, type Result, refused } from '@hotseat/core'
import type { RecorderAccessBody, Static } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { RecorderTokens } from './recorder-token.ts'

/**
 * A token for a recorder that proves its key, signed over `origin` (spec RC15). A recorder that is not known, and a proof that does
 * not fit, are one and the same.
 */
export async function grantAccess(
  { store, challenges, signatures }: Pick<Deps, 'store' | 'challenges' | 'signatures'>,
  tokens: RecorderTokens,
  body: Static<typeof RecorderAccessBody>,
  origin: string,
): Promise<Result<{ token: string; expiresAt: number }>> {
  if (!challenges.check(body.challenge)) return refused('recorder.token')
  const tenant = await store.system.get('tenants', { id: body.tenant })
  if (!tenant || tenant.suspendedAt !== null) return refused('recorder.token')
  const recorder = await store.tenant(tenant.id).get('recorders', { id: body.recorder })
  const message = `hotseat-recorder-access\n${origin}\n${body.recorder}\n${body.challenge}`
  if (!recorder || !signatures.verify(recorder.key, message, body.signature)) return refused('recorder.token')
  return accepted(tokens.issue(tenant.id, recorder.id))
}
