/** Who types: it is told to the other side at once, by this node alone, and kept nowhere (spec CH22). */
export type Whisper =
  | { readonly to: 'agent'; readonly tenantId: string; readonly conversationId: string; readonly userId: string }
  | { readonly to: 'customer'; readonly tenantId: string; readonly conversationId: string }

/** Hands whispers to the sockets of the same node. */
export type Whispers = { tell(whisper: Whisper): void; hear(listener: (whisper: Whisper) => void): void }

export function createWhispers(): Whispers {
  const listeners = new Set<(whisper: Whisper) => void>()
  return {
    tell(whisper) {
      for (const listener of listeners) listener(whisper)
    },
    hear: (listener) => void listeners.add(listener),
  }
}
