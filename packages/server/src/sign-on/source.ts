import type { ServerSecrets } from '../deps.ts'
import { networkOf } from '../network-of.ts'

/** The key under which a network's failures are counted: a keyed hash, so that the store holds no addresses for it (S-17). */
export function sourceKeyOf(secrets: ServerSecrets, address: string): string {
  return secrets.keyedHash(`source\n${networkOf(address)}`)
}
