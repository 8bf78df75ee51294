import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Refusal } from '@hotseat/core'
import { networkOf } from '../network-of.ts'
import type { Clock } from '../ports.ts'
import { createNetworks } from './networks.ts'
import { answerRaw } from './raw-answer.ts'

/** So long an address is known after the last sign of somebody who is signed in there. */
const knownForMs = 24 * 3_600_000
/** More known addresses than this are not remembered; the one heard of longest ago is the first to go. */
const mostKnown = 50_000
/** A refused client has so long to read why. */
const lingerMs = 1_000
/** Above so many of them the next are cut at once: a flood is not to be held in memory. */
const mostLingering = 200
const comeBackMs = 10_000

/** What the gate goes by. */
export type ConnectionLimits = {
  /** Open connections of one address from which nobody is signed in. */
  readonly perAddress: number
  /** Open connections of all such addresses together. */
  readonly strangers: number
  /** Their connections are other people's, whom they have counted themselves. */
  readonly trustedProxies: readonly string[]
}

/** Who may open how many connections to this node (S-20). What stands is never closed for it. */
export type ConnectionGate = {
  /** Stands in front of a server. To be called before it listens. */
  guard(server: Server): void
  /** Somebody is signed in there: a whole contact centre may come from one address, and is not limited (S-18). */
  vouch(address: string): void
}

type Place = { open: number; isKnown: boolean }

/** A gate that counts in memory: each node bounds its own connections. */
export function createConnectionGate(clock: Clock, limits: ConnectionLimits, secure: boolean): ConnectionGate {
  const proxies = createNetworks(limits.trustedProxies)
  const known = new Map<string, number>()
  const places = new Map<string, Place>()
  let strangers = 0
  let lingering = 0

  function isKnown(network: string): boolean {
    return (known.get(network) ?? -Infinity) > clock.now() - knownForMs
  }

  /** Counts the connection until it closes, or says why there is no room for it. */
  function enter(socket: Socket): Refusal | null {
    const address = socket.remoteAddress ?? ''
    if (proxies.has(address)) return null
    const network = networkOf(address)
    const place = places.get(network) ?? { open: 0, isKnown: isKnown(network) }
    if (!place.isKnown && place.open >= limits.perAddress) return { code: 'rate.limited', facts: { retryAfterMs: comeBackMs } }
    if (!place.isKnown && strangers >= limits.strangers) return { code: 'overload.server', facts: { retryAfterMs: comeBackMs } }
    places.set(network, place)
    place.open += 1
    if (!place.isKnown) strangers += 1
    socket.once('close', () => {
      place.open -= 1
      if (!place.isKnown) strangers -= 1
      if (place.open === 0) places.delete(network)
    })
    return null
  }

  function refuse(socket: Socket, refusal: Refusal): void {
    socket.on('error', () => socket.destroy())
    answerRaw(socket, refusal, secure)
    if (lingering >= mostLingering) {
      socket.destroySoon()
      return
    }
    // Bytes that are left unread would make the close a reset, and the client would never see the answer.
    socket.resume()
    lingering += 1
    const cancel = clock.after(lingerMs, () => socket.destroy())
    socket.once('close', () => {
      lingering -= 1
      cancel()
    })
  }

  return {
    guard(server) {
      // Node has put its HTTP parser here: it is to see only connections that may come in.
      const serve = server.listeners('connection')
      server.removeAllListeners('connection')
      server.on('connection', (socket: Socket) => {
        const refusal = enter(socket)
        if (refusal !== null) return refuse(socket, refusal)
        for (const listener of serve) Reflect.apply(listener, server, [socket])
      })
    },
    vouch(address) {
      const network = networkOf(address)
      known.delete(network)
      known.set(network, clock.now())
      const [oldest] = known.keys()
      if (known.size > mostKnown && oldest !== undefined) known.delete(oldest)
      const place = places.get(network)
      if (place === undefined || place.isKnown) return
      place.isKnown = true
      strangers -= place.open
    },
  }
}
