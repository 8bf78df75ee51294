import type { SessionDocument } from '@hotseat/protocol'
import { createDeskClient, type DeskClient } from '../../device/desk-client.ts'
import { encodeRequest, openHttpConnection } from '../wire/http-connection.ts'
import { createLoopbackWire } from '../wire/loopback-wire.ts'
import { serveCommands } from '../worker.ts'
import { createSeat, eachOf, encodeSignIn, headersOf, requireJson, siteOf, takeSession } from './seat.ts'

const clock = {
  now: () => Date.now(),
  after(delayMs: number, task: () => void) {
    const timer = setTimeout(task, delayMs)
    return () => clearTimeout(timer)
  },
}

/** A desk, what its agent part was before the crash, and when it was back. */
type Desk = { readonly client: DeskClient; before: string; resumed: boolean; backAt: number | null; ended: string | null }
const desks: Desk[] = []

/** Signed-in desks that run the real continuity machine, many in one process. */
const commands = {
  /** Signs `count` agents in, sends every other one READY, and opens their feeds. */
  async open({ port, count, lanes }: { port: number; count: number; lanes: number }) {
    const site = siteOf(port)
    const seats = Array.from({ length: count }, (_, index) => createSeat(index + 1))
    const connections = await Promise.all(Array.from({ length: lanes }, () => openHttpConnection(port)))
    await eachOf(seats, lanes, async (seat, lane) => {
      const connection = connections[lane]
      if (connection === undefined) return
      const answer = await connection.send(encodeSignIn(site, seat))
      takeSession(seat, answer)
      const desk: Desk = { client: client(), before: '', resumed: false, backAt: null, ended: null }
      function client() {
        return createDeskClient({
          clock,
          random: Math.random,
          wire: createLoopbackWire(site, seat),
          key: seat.key,
          origin: site.origin,
          onState: (state, input) => {
            if (input.type === 'resumeSucceeded') desk.resumed = true
            if (state.kind === 'connected' && desk.resumed) desk.backAt ??= Date.now()
            if (state.kind === 'ended') desk.ended = state.code
          },
        })
      }
      desks.push(desk)
      if (desks.length % 2 === 0) {
        const ready = { medium: 'voice', state: 'READY' }
        requireJson(await connection.send(encodeRequest('PUT', '/v1/agent/state', headersOf(site, seat), ready)))
      }
      const now = requireJson<SessionDocument>(await connection.send(encodeRequest('GET', '/v1/session', headersOf(site, seat))))
      desk.before = JSON.stringify(now.agent)
      desk.client.signedIn(now)
    })
    for (const connection of connections) connection.close()
    const until = Date.now() + 60_000
    while (desks.some(({ client }) => client.state.kind !== 'connected')) {
      if (Date.now() > until) throw new Error('not every desk got connected')
      await sleep(20)
    }
  },
  /** Waits until every desk has come back, at most `patienceMs`; when each did (epoch ms), and how many are exactly as before. */
  async awaitReturn({ patienceMs }: { patienceMs: number }) {
    const until = Date.now() + patienceMs
    while (Date.now() < until && desks.some(({ backAt, ended }) => backAt === null && ended === null)) await sleep(5)
    return {
      backAt: desks.map(({ backAt }) => backAt).filter((at) => at !== null),
      exact: desks.filter(({ client, before }) => JSON.stringify(client.document?.agent) === before).length,
      ended: desks.map(({ ended }) => ended).filter((code) => code !== null),
    }
  },
}
export type DeskLoad = typeof commands
serveCommands(commands)

function sleep(durationMs: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, durationMs))
}
