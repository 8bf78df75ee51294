import { quantile } from '../statistics.ts'
import { encodeRequest, type HttpConnection, openHttpConnection } from '../wire/http-connection.ts'
import { openRawSocket, type RawSocket } from '../wire/socket-frames.ts'
import { serveCommands } from '../worker.ts'
import { createSeat, eachOf, encodeResume, headersOf, requireJson, type Seat, signIn, siteOf, takeSession } from './seat.ts'

const connections: HttpConnection[] = []
const feeds: RawSocket[] = []
const seats: Seat[] = []
let proofs: { seat: Seat; request: Buffer }[] = []

async function connectionOf(port: number, lane: number): Promise<HttpConnection> {
  const known = connections[lane]
  if (known !== undefined) return known
  const opened = await openHttpConnection(port)
  connections[lane] = opened
  return opened
}

/** Times `count` tasks in lanes; the rate, and the p50 and p99 of one in ms. */
async function timed<T>(items: readonly T[], lanes: number, task: (item: T, lane: number) => Promise<void>) {
  const tookMs: number[] = []
  const startedAt = performance.now()
  await eachOf(items, lanes, async (item, lane) => {
    const from = performance.now()
    await task(item, lane)
    tookMs.push(performance.now() - from)
  })
  const perSecond = (items.length * 1_000) / (performance.now() - startedAt)
  return { perSecond, p50Ms: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99) }
}

/** The load of requests over keep-alive connections. Each command is one phase of a figure. */
const commands = {
  /** Signs agents `from`… in, which is itself the figure of sign-ins; they are the seats of the later phases. */
  async signIns({ port, from, count, lanes }: { port: number; from: number; count: number; lanes: number }) {
    const site = siteOf(port)
    const fresh = Array.from({ length: count }, (_, index) => createSeat(from + index))
    for (let lane = 0; lane < lanes; lane += 1) await connectionOf(port, lane)
    const rate = await timed(fresh, lanes, async (seat, lane) => signIn(await connectionOf(port, lane), site, seat))
    seats.push(...fresh)
    return rate
  },
  /** Opens every seat's feed, because an agent without one counts as lost after the grace period. */
  async openFeeds({ port }: { port: number }) {
    const site = siteOf(port)
    await eachOf(seats, 20, async (seat) => {
      const feed = await openRawSocket(port, `/v1/feed?offset=${seat.offset}`, headersOf(site, seat))
      feeds.push(feed)
      feed.onText(() => undefined)
    })
  },
  /** Asks for a challenge for each seat and signs it ahead of time; good for a minute. Nobody resumes twice in a round. */
  async prepareProofs({ port, lanes }: { port: number; lanes: number }) {
    const site = siteOf(port)
    const echo = encodeRequest('GET', '/v1/echo', headersOf(site))
    proofs = []
    await eachOf(seats, lanes, async (seat, lane) => {
      const { challenge } = requireJson<{ challenge: string }>(await (await connectionOf(port, lane)).send(echo))
      proofs.push({ seat, request: encodeResume(site, seat, challenge) })
    })
  },
  /** Echo, then resume with a prepared proof: what coming back costs the server. */
  async resumes({ port, lanes }: { port: number; lanes: number }) {
    const echo = encodeRequest('GET', '/v1/echo', headersOf(siteOf(port)))
    return timed(proofs, lanes, async ({ seat, request }, lane) => {
      const connection = await connectionOf(port, lane)
      requireJson(await connection.send(echo))
      takeSession(seat, await connection.send(request))
    })
  },
  /** READY, NOT_READY, READY …: one acknowledged, durable change each. */
  async stateChanges({ port, count, lanes }: { port: number; count: number; lanes: number }) {
    const site = siteOf(port)
    const turns = Array.from({ length: count }, (_, index) => index)
    return timed(turns, lanes, async (turn, lane) => {
      // A lane keeps to its own agents, so that no change meets another one of the same agent.
      const own = Math.floor(seats.length / lanes)
      const seat = seats[lane * own + (turn % Math.max(1, own))]
      if (seat === undefined) return
      const state = seat.offset % 2 === 0 ? 'READY' : 'NOT_READY'
      seat.offset += 1
      const body = state === 'READY' ? { medium: 'voice', state } : { medium: 'voice', state, reasonCode: 11 }
      const request = encodeRequest('PUT', '/v1/agent/state', headersOf(site, seat), body)
      requireJson(await (await connectionOf(port, lane)).send(request))
    })
  },
}
export type RequestLoad = typeof commands
serveCommands(commands)
