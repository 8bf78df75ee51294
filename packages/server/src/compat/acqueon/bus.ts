import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocketServer } from 'ws'
import { refusalOf } from '../../http/error-handler.ts'
import { Refused } from '../../http/problem.ts'
import { answerRaw } from '../../http/raw-answer.ts'
import type { AdapterParts } from '../adapter.ts'
import { readVendorApproach } from '../vendor-facts.ts'
import { BusConnection } from './bus-connection.ts'
import { createLines } from './lines.ts'
import type { Origin } from './sign-in.ts'

/** The largest frame a client may send (S-33). */
const maxFrameBytes = 64 * 1024
/** How often the lines are looked over. */
const everyMs = 5_000
/** After so long without a sign of life a client is asked for one, after three times that its line is cut. */
const silentMs = 20_000
/** So long after its handshake a client may take to register, and so long to sign in: a person may come to the form late. */
const registerWithinMs = 30_000
const signInWithinMs = 15 * 60_000
/** Access is checked again at least once a minute (S-33). */
const recheckMs = 50_000

/** The bus's lines on this node. */
export type Bus = {
  /** Serves a handshake. */
  open(request: IncomingMessage, line: Duplex, head: Buffer): void
  /** Sends every client elsewhere and takes no new ones. */
  drain(): Promise<void>
  close(): void
}

type Open = { readonly since: number; checkedAt: number }

/** The WebSocket that the bus is spoken over (spec AQ1 to AQ5). */
export function createBus(parts: AdapterParts): Bus {
  const { clock } = parts.deps
  const server = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: maxFrameBytes,
  })
  const lines = createLines()
  const connections = new Map<BusConnection, Open>()
  let draining = false
  let onEmpty: () => void = () => undefined
  parts.hub.onEvent(lines.tell)

  function sweep(): void {
    const now = clock.now()
    for (const [connection, open] of connections) {
      const silence = now - connection.heardAt
      if (silence > 3 * silentMs) connection.line.cut()
      else if (silence > silentMs) connection.line.ping()
      if (!connection.isRegistered && now - open.since > registerWithinMs) connection.line.close('unregistered')
      else if (!connection.hasSignedIn && now - open.since > signInWithinMs) connection.line.close('anonymous')
      if (now - open.checkedAt >= recheckMs) {
        open.checkedAt = now
        connection.recheck()
      }
    }
    cancel = clock.after(everyMs, sweep)
  }
  let cancel = clock.after(everyMs, sweep)

  return {
    open(request, line, head) {
      line.on('error', () => line.destroy())
      try {
        if (draining) throw new Refused({ code: 'server.draining' })
        const from = readOrigin(request, parts)
        server.handleUpgrade(request, line, head, (socket) => {
          // A frame that is too large, or no frame at all: `ws` has closed the socket already.
          socket.on('error', () => socket.terminate())
          const connection = new BusConnection(socket, from, parts, lines)
          connections.set(connection, { since: clock.now(), checkedAt: clock.now() })
          socket.once('close', () => {
            connections.delete(connection)
            if (connections.size === 0) onEmpty()
          })
        })
      } catch (error) {
        answerRaw(line, refusalOf(error), parts.own.secure)
      }
    },
    async drain() {
      draining = true
      for (const connection of connections.keys()) connection.line.close('restart')
      if (connections.size > 0) await new Promise<void>((resolve) => (onEmpty = resolve))
    },
    close() {
      cancel()
      for (const connection of connections.keys()) connection.line.cut()
    },
  }
}

/** Judges a handshake as the native feed's is: our own page, a listed one, or a client that is no browser (FD1). */
function readOrigin(request: IncomingMessage, parts: AdapterParts): Origin {
  const { headers, method = 'GET' } = request
  const { provenance, facts } = readVendorApproach({ headers, method, ip: parts.addressOf(request) }, parts)
  const isRefused = provenance === 'refused' || provenance === 'foreign'
  if (isRefused || (headers.origin === undefined && headers.cookie !== undefined)) throw new Refused({ code: 'origin.refused' })
  return {
    provenance,
    facts: { ...facts, application: 'acqueon', givesNoReason: true },
    host: (headers.host ?? '').replace(/:\d+$/, ''),
  }
}
