import type { Entry } from '../log.ts'

/** How long after its revocation was acknowledged a credential may still be taken. */
export const boundMs = 1_000
/** What a node that was cut off from the database may be behind with (S-24). */
const cutOffMs = 5_000

/** How long a socket may still be sent something that is not its any more: longer on a node that just has the database again. */
export function createCutOffBound() {
  /** When nodes that lost the database had it again. */
  const reconnectedAt = new Map<string, number>()
  return {
    see(entry: Entry): void {
      if (entry.kind === 'server' && entry.what === 'reconnected') reconnectedAt.set(entry.node, entry.at)
    },
    of({ socket, at }: { readonly socket: string; readonly at: number }): number {
      const node = socket.slice(0, socket.lastIndexOf('/'))
      return at <= (reconnectedAt.get(node) ?? -Infinity) + boundMs ? boundMs + cutOffMs : boundMs
    },
  }
}
