/** What one end of a socket hears. */
export type ChannelListener<In> = { onMessage(message: In): void; onClose(): void }

/** What one end of a socket can do. */
export interface ChannelEnd<Out> {
  /** False when this end knows that it is closed. */
  send(message: Out): boolean
  close(): void
}

/** The wire under a socket: how long a message takes, and whether one is its last. */
export type ChannelWire = {
  readonly now: () => number
  readonly after: (delayMs: number, task: () => void) => unknown
  readonly delayMs: () => number
  /** The socket is cut at this message. */
  readonly isCut: () => boolean
  /** This message, and all others now, fall into a hole. */
  readonly isDark: () => boolean
  /** What falls into the hole takes with it whatever comes behind, as TCP has it; else only what falls in is lost. */
  readonly isStream: boolean
  /** Whether an end ever hears that the wire was cut. */
  readonly isTold: () => boolean
}

/** `early` came before anybody listened. */
type Side<In> = { listener: ChannelListener<In> | null; readonly early: In[]; closed: boolean; lastAt: number }

/** A socket: messages keep their order, each way. */
export interface Channel<ToServer, ToClient> {
  readonly client: ChannelEnd<ToServer>
  readonly server: ChannelEnd<ToClient>
  /** From now on the server's end is heard by this listener. */
  accept(listener: ChannelListener<ToServer>): void
  isClosedByClient(): boolean
}

/** Opens a socket whose client's end is heard by `listener`. */
export function createChannel<ToServer, ToClient>(
  wire: ChannelWire,
  listener: ChannelListener<ToClient>,
): Channel<ToServer, ToClient> {
  const client: Side<ToClient> = { listener, early: [], closed: false, lastAt: 0 }
  const server: Side<ToServer> = { listener: null, early: [], closed: false, lastAt: 0 }
  let cut = false

  /** Runs after everything that is on its way to this side already. */
  function inOrder<In>(to: Side<In>, task: () => void): void {
    to.lastAt = Math.max(to.lastAt, wire.now() + wire.delayMs())
    wire.after(to.lastAt - wire.now(), task)
  }

  function isSwallowed(): boolean {
    if (!wire.isDark()) return false
    cut ||= wire.isStream
    return true
  }

  function carry<In>(to: Side<In>, message: In): void {
    if (cut || isSwallowed()) return
    if (wire.isCut()) {
      cut = true
      if (wire.isTold()) wire.after(wire.delayMs(), () => tellClosed(client))
      if (wire.isTold()) wire.after(wire.delayMs(), () => tellClosed(server))
      return
    }
    inOrder(to, () => {
      if (cut || to.closed || isSwallowed()) return
      if (to.listener === null) to.early.push(message)
      else to.listener.onMessage(message)
    })
  }

  function tellClosed<In>(side: Side<In>): void {
    if (side.closed) return
    side.closed = true
    side.listener?.onClose()
  }

  function end<Own, Other>(own: Side<Own>, other: Side<Other>): ChannelEnd<Other> {
    return {
      send(message) {
        if (!own.closed) carry(other, message)
        return !own.closed
      },
      close() {
        if (own.closed) return
        own.closed = true
        if (!cut && !wire.isDark()) inOrder(other, () => tellClosed(other))
      },
    }
  }

  return {
    client: end(client, server),
    server: end(server, client),
    accept: (heardBy) => {
      server.listener = heardBy
      for (const message of server.early.splice(0)) heardBy.onMessage(message)
    },
    isClosedByClient: () => client.closed,
  }
}
