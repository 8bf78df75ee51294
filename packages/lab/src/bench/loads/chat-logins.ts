import { type HttpPool, openHttpPool } from '../wire/http-pool.ts'
import { serveCommands } from '../worker.ts'
import { encodeLogin, openShop, type Shop, signToken } from './chat-shop.ts'
import { eachOf, requireJson } from './seat.ts'

const pools = new Map<number, HttpPool>()
let shop: Shop | null = null
/** The customer who comes next as a new one; those before are known. */
let nextNew = 1
let requests: Buffer[] = []

async function poolOf(port: number, lanes: number): Promise<HttpPool> {
  const pool = pools.get(port) ?? (await openHttpPool(port, lanes))
  pools.set(port, pool)
  return pool
}

/** The load of token logins. */
const commands = {
  /** Signs tokens ahead of time, for so many customers who are known and as many new ones, in turn; nobody comes twice. */
  async prepare({ port, count }: { port: number; count: number }) {
    const door = shop ?? (await openShop(port))
    shop = door
    const known = Math.min(Math.floor(count / 2), nextNew - 1)
    const numbers = Array.from({ length: known }, (_, index) => [index + 1, nextNew + index]).flat()
    while (numbers.length < count) numbers.push(nextNew + numbers.length - known)
    nextNew += count - known
    const now = Date.now()
    const tokens = numbers.map((number) => signToken(door, number, now))
    requests = tokens.map((token) => encodeLogin(door, token))
    return { secret: door.secret, tokens }
  },
  /** Logs everybody in for whom a token was signed; logins a second. The peer takes the same bytes. */
  async logins({ port, lanes }: { port: number; lanes: number }) {
    const pool = await poolOf(port, lanes)
    const startedAt = performance.now()
    await eachOf(requests, lanes, async (request) => {
      requireJson(await pool.send(request))
    })
    return (requests.length * 1_000) / (performance.now() - startedAt)
  },
}
export type ChatLoginLoad = typeof commands
serveCommands(commands)
