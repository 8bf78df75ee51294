import { parseOrigin } from '../settings/parse-origin.ts'

/**
 * The entry of the list that a page's `server` names; null: it names none, and no packet leaves for it (spec LB10, S-42). What is used is the
 * entry, never the page's own text. A slash at the end is all that may be added.
 */
export function findPinnedServer(servers: readonly string[], named: string): string | null {
  const origin = parseOrigin(named.replace(/\/$/, ''))
  return servers.find((server) => server === origin) ?? null
}
