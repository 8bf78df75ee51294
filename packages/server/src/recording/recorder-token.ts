import { timingSafeEqual } from 'node:crypto'
import type { ServerSecrets } from '../deps.ts'
import type { Clock } from '../ports.ts'

/** How long a recorder's token counts (spec RC15). */
const lifetimeMs = 5 * 60_000
const form = /^([A-Za-z0-9_-]{1,1000})\.([A-Za-z0-9_-]{43})$/

/** Whom a token speaks for: the recorder with this key, and what is its own, in this tenant. */
export type TokenRecorder = { readonly tenantId: string; readonly recorderId: string }

/** What recorders speak with while nobody is signed in on them (spec RC15): stateless, so that every node knows them. */
export interface RecorderTokens {
  /** A token for 5 minutes. `expiresAt`: epoch ms. */
  issue(tenantId: string, recorderId: string): { readonly token: string; readonly expiresAt: number }
  /** The recorder of a token that counts now. */
  find(token: string): TokenRecorder | undefined
}

/** Tokens by the key that all nodes share. */
export function createRecorderTokens({
  secrets,
  clock,
}: {
  readonly secrets: Pick<ServerSecrets, 'keyedHash'>
  readonly clock: Pick<Clock, 'now'>
}): RecorderTokens {
  const sign = (text: string) => secrets.keyedHash(`recorder\n${text}`)
  return {
    issue(tenantId, recorderId) {
      const expiresAt = clock.now() + lifetimeMs
      const text = Buffer.from(JSON.stringify([tenantId, recorderId, expiresAt])).toString('base64url')
      return { token: `${text}.${sign(text)}`, expiresAt }
    },
    find(token) {
      const [, text = '', signature = ''] = form.exec(token) ?? []
      if (!timingSafeEqual(Buffer.from(sign(text)), Buffer.from(signature.padEnd(43)))) return undefined
      // Nobody else signs such texts, so its form is ours.
      const [tenantId, recorderId, expiresAt]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString())
      return Number(expiresAt) > clock.now() ? { tenantId: String(tenantId), recorderId: String(recorderId) } : undefined
    },
  }
}
