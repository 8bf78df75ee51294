import type { Callers } from '../http/caller.ts'
import type { Clock } from '../ports.ts'
import { byeFor } from './bye-for.ts'
import type { Connection } from './connection.ts'
import type { PresenceTracker, SessionSockets } from './presence.ts'

/** How often the sockets are looked over. */
const everyMs = 5_000
/** After so long without a frame the client is asked for a sign of life, after twice that the line is cut. */
export const silentMs = 30_000
/** Access is checked again at least once a minute, should an event ever not reach this node (S-33). */
export const recheckMs = 50_000

/** What the sweep works with. */
export type SweepDeps = {
  readonly clock: Clock
  readonly callers: Callers
  readonly tracker: PresenceTracker<Connection>
  readonly onFault: (error: unknown) => void
}

/** Looks over all sockets now and then: the dead are cut, and who lost the right to listen is told so. */
export function startSweep(deps: SweepDeps): () => void {
  const { clock, tracker } = deps
  let cancel: () => void = () => undefined
  const sweep = () => {
    const now = clock.now()
    for (const session of tracker.all()) {
      for (const connection of session.sockets) checkPulse(connection, now)
      if (now - session.checkedAt >= recheckMs) void recheck(session, now, deps)
    }
    void tracker.retry()
    cancel = clock.after(everyMs, sweep)
  }
  cancel = clock.after(everyMs, sweep)
  return () => cancel()
}

function checkPulse(connection: Connection, now: number): void {
  const silence = now - connection.heardAt
  if (silence > 2 * silentMs) connection.cut()
  else if (silence > silentMs) connection.probe()
}

async function recheck(session: SessionSockets<Connection>, now: number, { callers, onFault }: SweepDeps): Promise<void> {
  session.checkedAt = now
  try {
    const found = await callers.recheck(session.caller)
    const refusal = found.ok && found.value.mustEnrol ? ({ code: 'session.enrolSecondFactor' } as const) : null
    if (!found.ok) for (const connection of [...session.sockets]) connection.bye(byeFor(found.refusal))
    else if (refusal) for (const connection of [...session.sockets]) connection.bye(byeFor(refusal))
    else if (found.value.member.role !== session.caller.member.role)
      // Another role sees other events: it comes back as what it is now.
      for (const connection of [...session.sockets]) connection.bye({ reason: 'draining', waitMs: 0 })
  } catch (error) {
    // Without a store nobody can be told apart; the next sweep asks again.
    session.checkedAt = now - recheckMs
    onFault(error)
  }
}
