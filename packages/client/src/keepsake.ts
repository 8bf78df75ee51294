import type { ContinuitySettings } from '@hotseat/core'
import type { Snapshot } from '@hotseat/protocol'
import { parseContinuitySettings } from './continuity-settings.ts'
import { isKeyPair } from './device-key.ts'
import { isRecord } from './parse-problem.ts'
import { parseSnapshot } from './snapshot.ts'

/**
 * What a browser keeps of a session: enough to prove who comes back, and what was on the screen. Never a password, never
 * a token (S-52); the private key in it cannot be read.
 */
export type Keepsake = {
  readonly sessionId: string
  readonly tenant: string
  readonly username: string
  readonly offset: number
  readonly key: CryptoKeyPair
  readonly settings: ContinuitySettings
  readonly snapshot: Snapshot | null
  readonly savedAt: number
}

/** A keepsake as a store gave it, or null for anything else. */
export function parseKeepsake(value: unknown): Keepsake | null {
  if (!isRecord(value) || !isKeyPair(value.key)) return null
  const { sessionId, tenant, username, offset, key, settings, snapshot, savedAt } = value
  if (typeof sessionId !== 'string' || typeof tenant !== 'string' || typeof username !== 'string') return null
  if (typeof offset !== 'number' || typeof savedAt !== 'number') return null
  const stored = Object.entries(isRecord(settings) ? settings : {}).map(([name, each]) => [`continuity.${name}`, each] as const)
  return {
    sessionId,
    tenant,
    username,
    offset,
    key,
    settings: parseContinuitySettings(Object.fromEntries(stored)),
    snapshot: parseSnapshot(snapshot),
    savedAt,
  }
}
