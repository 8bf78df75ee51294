import type { World } from './world.ts'

/** How often one's own typing is told at most (CH22). */
const everyMs = 3_000

/** Tells the other side that somebody types, now and then. */
export function createTypingTeller({ clock }: Pick<World, 'clock'>, tell: (conversationId: string) => void) {
  let toldAt = 0
  return (conversationId: string): void => {
    if (clock.now() - toldAt < everyMs) return
    toldAt = clock.now()
    tell(conversationId)
  }
}
