import type { Snapshot } from '@hotseat/protocol'
import type { Activity } from './activity.ts'
import type { Keeper } from './keeper.ts'
import type { SessionHolder } from './session-holder.ts'
import type { Clock } from './world.ts'

/** Writes down what a tab would need after a reload. */
export interface Scribe {
  /** Whoever knows what is on the screen. */
  ask(snapshot: () => Snapshot): void
  /** What was kept before this page was loaded; it stands until the page says what it shows. */
  recall(snapshot: Snapshot | null): void
  /** Keeps this tab's part, and the session's where no newer session is kept: a tab may have slept through one (TB8). */
  save(): Promise<void>
  /** The same for a session that has just been given, in the place of any other one. */
  begin(): Promise<void>
  /** What is on the screen now, or was when it was last asked. */
  look(): Snapshot | null
  clear(): void
}

/** What the scribe works with; the keeper and the tab's label are known once the tab has claimed them. */
export type ScribePorts = {
  readonly clock: Clock
  readonly holder: SessionHolder
  readonly activity: Activity
  readonly berth: () => { readonly keeper: Keeper; readonly tab: string } | null
}

/** A scribe for a tab's session. Without a key there is nothing to come back with, so nothing is kept. */
export function createScribe({ clock, holder, activity, berth }: ScribePorts): Scribe {
  let describe: (() => Snapshot) | null = null
  let last: Snapshot | null = null
  const look = () => {
    last = describe?.() ?? last
    return last
  }

  async function write(begins: boolean): Promise<void> {
    const at = berth()
    const { document, key, offset, settings } = holder
    if (document === null || key === null || at === null) return
    const { keeper, tab } = at
    const { session, user } = document
    const person = { tenant: user.tenant, username: user.username }
    const kept = keeper.keepTab({
      tab,
      ...person,
      offset,
      snapshot: look(),
      activeAt: activity.lastAt,
      savedAt: clock.now(),
    })
    const keepsake = { sessionId: session.id, ...person, key, settings }
    if (begins) {
      await keeper.keep(keepsake)
      await keeper.forgetOthers(person)
    } else {
      const stored = await keeper.find()
      // Between the look and this write the person may have signed out here.
      if ((stored === null || stored.sessionId === session.id) && holder.sessionId === session.id) await keeper.keep(keepsake)
    }
    await kept
  }

  return {
    ask(snapshot) {
      describe = snapshot
    },
    recall(snapshot) {
      last = snapshot
    },
    look,
    save: () => write(false),
    begin: () => write(true),
    clear() {
      last = null
    },
  }
}
