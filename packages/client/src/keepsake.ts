import type { ContinuitySettings } from '@hotseat/core'
import { parseContinuitySettings } from './continuity-settings.ts'
import { isKeyPair } from './device-key.ts'
import { isRecord } from './parse-problem.ts'

/**
 * What a browser keeps of a session for all its tabs: enough to prove who comes back. Never a password, never a token
 * (S-52); the private key in it cannot be read. What is a tab's own is in its `KeptTab`.
 */
export type Keepsake = {
  readonly sessionId: string
  readonly tenant: string
  readonly username: string
  readonly key: CryptoKeyPair
  readonly settings: ContinuitySettings
}

/** A keepsake as a store gave it, or null for anything else. */
export function parseKeepsake(value: unknown): Keepsake | null {
  if (!isRecord(value) || !isKeyPair(value.key)) return null
  const { sessionId, tenant, username, key, settings } = value
  if (typeof sessionId !== 'string' || typeof tenant !== 'string' || typeof username !== 'string') return null
  const stored = Object.entries(isRecord(settings) ? settings : {}).map(([name, each]) => [`continuity.${name}`, each] as const)
  return { sessionId, tenant, username, key, settings: parseContinuitySettings(Object.fromEntries(stored)) }
}
