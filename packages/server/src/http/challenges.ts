import { createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { Challenges } from '../deps.ts'
import type { Clock, Random } from '../ports.ts'

/** How long a challenge counts (spec CHA2). */
export const challengeLifetimeMs = 60_000
/** How far ahead of ours another node's clock may be. */
const skewMs = 5_000

const momentBytes = 8
const payloadBytes = momentBytes + 16
const macBytes = 32
const length = Math.ceil(((payloadBytes + macBytes) * 4) / 3)

/**
 * Stateless challenges (S-56): base64url of the moment of issue, 16 random bytes and their HMAC-SHA256 by the key that
 * all nodes share. Any node checks what another one gave, before or after a restart, without a store.
 */
export function createChallenges(key: Uint8Array, clock: Clock, random: Random): Challenges {
  // Imported once: that takes three times as long as the hash.
  const secret = createSecretKey(key)
  const macOf = (payload: Uint8Array) => createHmac('sha256', secret).update('challenge\n').update(payload).digest()
  return {
    issue() {
      const payload = Buffer.alloc(payloadBytes)
      payload.writeBigUInt64BE(BigInt(clock.now()))
      payload.set(random.bytes(16), momentBytes)
      return Buffer.concat([payload, macOf(payload)]).toString('base64url')
    },
    check(challenge) {
      if (challenge.length !== length) return false
      const bytes = Buffer.from(challenge, 'base64url')
      // A second spelling of the same bytes would be a second use of the same challenge.
      if (bytes.length !== payloadBytes + macBytes || bytes.toString('base64url') !== challenge) return false
      const payload = bytes.subarray(0, payloadBytes)
      if (!timingSafeEqual(macOf(payload), bytes.subarray(payloadBytes))) return false
      const ageMs = clock.now() - Number(payload.readBigUInt64BE())
      return ageMs <= challengeLifetimeMs && ageMs >= -skewMs
    },
  }
}
