import type { Guessed, RequestFacts } from '@hotseat/server/parts'
import { thumbprintOf } from '../../device/device-key.ts'
import type { SimRequest } from '../log.ts'
import type { Mirror } from '../mirror.ts'

/** Whose guesses a request's password counts for: the observer's own reading of the rule (S-07, S-13). */
export function guessedBy({ name, body, receivedAt: _ }: SimRequest, facts: RequestFacts, mirror: Mirror): Guessed {
  const tenantId = String(body.tenant ?? 'demo')
  const username = String(body.username ?? '').toLowerCase()
  const member = mirror.rows(tenantId, 'members').find((row) => row.username === username)
  if (name !== 'signIn' || member === undefined) return { kind: 'unknown', tenantId, username: `${username}${facts.userAgent}` }
  const key = body.deviceKey as { x: string; y: string } | undefined
  const deviceId = key === undefined ? null : thumbprintOf(key)
  const known = deviceId === null ? undefined : mirror.get(tenantId, 'devices', `${member.id}/${deviceId}`)
  return { kind: 'account', userId: member.id, deviceId: known?.revokedAt === null ? deviceId : null }
}
