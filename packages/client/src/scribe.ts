import type { Snapshot } from '@hotseat/protocol'
import type { Keeper } from './keeper.ts'
import type { SessionHolder } from './session-holder.ts'
import type { Clock } from './world.ts'

/** Writes down what a tab would need after a reload. */
export interface Scribe {
  /** Whoever knows what is on the screen. */
  ask(snapshot: () => Snapshot): void
  /** What was kept before this page was loaded; it stands until the page says what it shows. */
  recall(snapshot: Snapshot | null): void
  save(): Promise<void>
  /** What is on the screen now, or was when it was last asked. */
  look(): Snapshot | null
  clear(): void
}

/** A scribe for a tab's session. Without a key there is nothing to come back with, so nothing is kept. */
export function createScribe(clock: Clock, holder: SessionHolder, keeper: () => Keeper | null): Scribe {
  let describe: (() => Snapshot) | null = null
  let last: Snapshot | null = null
  const look = () => {
    last = describe?.() ?? last
    return last
  }
  return {
    ask(snapshot) {
      describe = snapshot
    },
    recall(snapshot) {
      last = snapshot
    },
    look,
    async save() {
      const { document, key, offset, settings } = holder
      if (document === null || key === null) return
      const { session, user } = document
      await keeper()?.keep({
        sessionId: session.id,
        tenant: user.tenant,
        username: user.username,
        offset,
        key,
        settings,
        snapshot: look(),
        savedAt: clock.now(),
      })
    },
    clear() {
      last = null
    },
  }
}
