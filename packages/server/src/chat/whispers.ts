import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Deps } from '../deps.ts'

const names = { tenantId: Type.String(), conversationId: Type.String() }
const WhisperWord = Type.Union([
  Type.Object({ to: Type.Literal('agent'), ...names, userId: Type.String() }),
  Type.Object({ to: Type.Literal('customer'), ...names }),
])
const checker = Compile(WhisperWord)

/** Who types: it is told to the other side at once, on whichever node they are, and kept nowhere (spec CH22). */
export type Whisper = Static<typeof WhisperWord>

/** Hands whispers to the sockets of all nodes. */
export type Whispers = { tell(whisper: Whisper): void; hear(listener: (whisper: Whisper) => void): void }

/** Of one side of a conversation no more than one is told in this time. */
const everyMs = 1_000

export function createWhispers({ store, clock }: Pick<Deps, 'store' | 'clock'>): Whispers {
  /** When each side was told last, the oldest first: those of the last second. */
  const told = new Map<string, number>()

  function isTooSoon({ to, tenantId, conversationId }: Whisper): boolean {
    const now = clock.now()
    for (const [key, at] of told) {
      if (now - at < everyMs) break
      told.delete(key)
    }
    const key = JSON.stringify([to, tenantId, conversationId])
    if (told.has(key)) return true
    told.set(key, now)
    return false
  }

  return {
    tell(whisper) {
      if (!isTooSoon(whisper)) store.whisper(JSON.stringify(whisper))
    },
    hear(listener) {
      store.hear((word) => {
        const whisper = parseWhisper(word)
        if (whisper !== null) listener(whisper)
      })
    },
  }
}

/** A word that is none comes from a node of another version. */
function parseWhisper(word: string): Whisper | null {
  try {
    const whisper: unknown = JSON.parse(word)
    return checker.Check(whisper) ? whisper : null
  } catch {
    return null
  }
}
