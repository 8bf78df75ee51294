import type { Guessed } from '@hotseat/server/parts'
import { thumbprintOf } from '../../device/device-key.ts'
import type { SimRequest } from '../log.ts'
import type { Mirror } from '../mirror.ts'

/** Whose guesses the password of a request counts for: the observer's own reading of the rule (S-07, S-12, S-13). */
export function guessedBy({ name, body, caller, handledAt, receivedAt }: SimRequest, mirror: Mirror): Guessed {
  if (name === 'changePassword' && caller !== null) {
    const session = mirror.get(caller.tenantId, 'sessions', caller.sessionId)
    return { kind: 'account', userId: caller.userId, deviceId: session?.deviceId ?? null }
  }
  const tenantId = String(body.tenant)
  const username = String(body.username).toLowerCase()
  const member = mirror.rows(tenantId, 'members').find((row) => row.username === username)
  if (member === undefined) return { kind: 'unknown', tenantId, username }
  // A person of the simulation sends the public half of a device key, or none, and no proof but a true one.
  const key = body.deviceKey as { x: string; y: string } | undefined
  const deviceId = key === undefined || !isProved(body, handledAt ?? receivedAt) ? null : thumbprintOf(key)
  const known = deviceId === null ? undefined : mirror.get(tenantId, 'devices', `${member.id}/${deviceId}`)
  return { kind: 'account', userId: member.id, deviceId: known?.revokedAt === null ? deviceId : null }
}

/** A challenge begins with the moment it was given at, and counts for a minute by the clock of the node that is asked (CHA2). */
function isProved({ deviceProof }: SimRequest['body'], now: number): boolean {
  const proof = deviceProof as { challenge: string } | undefined
  if (proof === undefined) return false
  const issuedAt = Number(Buffer.from(proof.challenge, 'base64url').readBigUInt64BE())
  return now - issuedAt <= 60_000
}
