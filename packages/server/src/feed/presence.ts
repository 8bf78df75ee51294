import type { Caller } from '../use-case.ts'

/** What the sessions' rows must know of the sockets; the use cases of `sign-on/presence.ts` write it. */
export type Presence = {
  /** The session's first socket on this node opened, or another node took its last one for the session's last. */
  connected(caller: Caller): Promise<void>
  /** The session's last socket on this node closed. */
  dropped(caller: Caller): Promise<void>
  /** A person did something (S-23). */
  active(caller: Caller): Promise<void>
}

/** Activity is written at most this often: it decides about half an hour, not about seconds. */
export const activityEveryMs = 60_000

/** The sockets of one session on this node, and what was last written about them. */
export type SessionSockets<S> = {
  readonly caller: Caller
  readonly sockets: Set<S>
  checkedAt: number
  activeAt: number
  /** The last write failed. */
  isBehind: boolean
  /** The writes about one session go one after another. */
  turn: Promise<void>
}

/** What the tracker does its work with. */
export type PresenceDeps = { readonly presence: Presence; readonly now: () => number; readonly onFault: (error: unknown) => void }

/** Which sessions have sockets here. A session may have several, one a tab. */
export type PresenceTracker<S> = {
  open(caller: Caller, socket: S): SessionSockets<S>
  close(session: SessionSockets<S>, socket: S): void
  active(session: SessionSockets<S>): void
  /** Another node saw its last socket of the session close and took it for dropped; ours says that it is not. */
  onDropped(sessionId: string): void
  find(sessionId: string): SessionSockets<S> | undefined
  all(): Iterable<SessionSockets<S>>
  /** Writes again what could not be written while the store was away; one first, to see whether it is back. */
  retry(): Promise<void>
  /** Resolves when everything is written. */
  idle(): Promise<void>
}

/** Tells the store about a session's first socket and its last one, and nothing in between. */
export function createPresenceTracker<S>({ presence, now, onFault }: PresenceDeps): PresenceTracker<S> {
  const sessions = new Map<string, SessionSockets<S>>()
  const writing = new Set<Promise<void>>()

  function write(session: SessionSockets<S>, task: () => Promise<void>): void {
    const onFailed = (error: unknown) => {
      session.isBehind = true
      onFault(error)
    }
    const turn = session.turn.then(task).catch(onFailed)
    session.turn = turn
    writing.add(turn)
    void turn.then(() => writing.delete(turn))
  }

  /** The entry stays until the write is done: a tab that comes right back then writes after it. */
  function writeDropped(session: SessionSockets<S>): void {
    write(session, async () => {
      await presence.dropped(session.caller)
      if (session.sockets.size === 0) sessions.delete(session.caller.session.id)
    })
  }

  function rewrite(session: SessionSockets<S>): void {
    session.isBehind = false
    if (session.sockets.size > 0) write(session, () => presence.connected(session.caller))
    else writeDropped(session)
  }

  return {
    open(caller, socket) {
      const known = sessions.get(caller.session.id)
      const fresh = { caller, sockets: new Set<S>(), checkedAt: now(), activeAt: now(), isBehind: false, turn: Promise.resolve() }
      const session = known ?? fresh
      sessions.set(caller.session.id, session)
      session.sockets.add(socket)
      if (session.sockets.size === 1) write(session, () => presence.connected(caller))
      return session
    },
    close(session, socket) {
      if (!session.sockets.delete(socket) || session.sockets.size > 0) return
      writeDropped(session)
    },
    active(session) {
      if (now() - session.activeAt < activityEveryMs) return
      session.activeAt = now()
      write(session, () => presence.active(session.caller))
    },
    onDropped(sessionId) {
      const session = sessions.get(sessionId)
      if (session && session.sockets.size > 0) write(session, () => presence.connected(session.caller))
    },
    find: (sessionId) => sessions.get(sessionId),
    async retry() {
      const [first, ...others] = [...sessions.values()].filter(({ isBehind }) => isBehind)
      if (first === undefined) return
      rewrite(first)
      await first.turn
      if (!first.isBehind) for (const session of others) rewrite(session)
    },
    all: () => sessions.values(),
    idle: async () => void (await Promise.all(writing)),
  }
}
