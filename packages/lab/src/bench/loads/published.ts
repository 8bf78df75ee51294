import { type HttpConnection, openHttpConnection } from '../wire/http-connection.ts'
import { openRawSocket, type RawSocket } from '../wire/socket-frames.ts'
import { serveCommands } from '../worker.ts'
import { bus, type Held, type HttpApi, httpClients } from './published-clients.ts'
import { eachOf, headersOf, requireJson, siteOf } from './seat.ts'

/** Agents `from`… of the seed; nobody signs in twice. */
type Crowd = { readonly port: number; readonly from: number; readonly count: number; readonly lanes: number }

const held = new Map<HttpApi, Held[]>()
const lines: RawSocket[] = []
const connections: HttpConnection[] = []

async function connectionOf(port: number, lane: number): Promise<HttpConnection> {
  const known = connections[lane] ?? (await openHttpConnection(port))
  connections[lane] = known
  return known
}

function numbersOf({ from, count }: Crowd): number[] {
  return Array.from({ length: count }, (_, index) => from + index)
}

const usernameOf = (number: number) => `load${String(number).padStart(5, '0')}`
const extensionOf = (number: number) => String(100_000 + number)

/** Signs in on a line of its own; resolves when the last event of the sign-in is there. */
async function openLine(port: number, number: number): Promise<RawSocket> {
  const socket = await openRawSocket(port, bus.path, headersOf(siteOf(port)))
  await new Promise<void>((resolve, reject) => {
    socket.onText((text) => {
      if (text.includes('"Registered"')) socket.write(bus.encodeSignIn(usernameOf(number), extensionOf(number)))
      if (text.includes('"LoginFailed"') || text.includes('"Error"')) reject(new Error(text))
      if (bus.isSignedIn(text)) resolve()
    })
    socket.onClose(() => reject(new Error('the line was closed')))
    socket.write(bus.register)
  })
  return socket
}

/** The load of clients of the published APIs, and of the native one in the same way. */
const commands = {
  /** Sign-ins a second. Who signed in stays for the keep-alives. */
  async signIns({ api, ...crowd }: Crowd & { readonly api: HttpApi }) {
    const client = httpClients[api]
    const site = siteOf(crowd.port)
    const signedIn = held.get(api) ?? []
    held.set(api, signedIn)
    for (let lane = 0; lane < crowd.lanes; lane += 1) await connectionOf(crowd.port, lane)
    const startedAt = performance.now()
    await eachOf(numbersOf(crowd), crowd.lanes, async (number, lane) => {
      const connection = await connectionOf(crowd.port, lane)
      signedIn.push(client.hold(await connection.send(client.encodeSignIn(site, usernameOf(number)))))
    })
    return (crowd.count * 1_000) / (performance.now() - startedAt)
  },
  /** Keep-alives a second, one in flight on each connection. */
  async keepAlives({ port, api, lanes, durationMs }: { port: number; api: HttpApi; lanes: number; durationMs: number }) {
    const requests = (held.get(api) ?? []).map((each) => httpClients[api].encodeKeepAlive(siteOf(port), each))
    const startedAt = performance.now()
    const until = startedAt + durationMs
    let answered = 0
    await Promise.all(
      Array.from({ length: lanes }, async (_, lane) => {
        const connection = await connectionOf(port, lane)
        for (let turn = lane; performance.now() < until; turn += lanes) {
          const request = requests[turn % requests.length]
          if (request === undefined) throw new Error('nobody is signed in')
          requireJson(await connection.send(request))
          answered += 1
        }
      }),
    )
    return (answered * 1_000) / (performance.now() - startedAt)
  },
  /** Sign-ins a second on Acqueon's bus, each with a line of its own. */
  async busSignIns(crowd: Crowd) {
    const startedAt = performance.now()
    await eachOf(numbersOf(crowd), crowd.lanes, async (number) => {
      lines.push(await openLine(crowd.port, number))
    })
    return (crowd.count * 1_000) / (performance.now() - startedAt)
  },
  /** Answers a second on Acqueon's bus, one request in flight on each line. */
  async busKeepAlives({ durationMs }: { durationMs: number }) {
    let answered = 0
    let isOpen = true
    for (const line of lines)
      line.onText(() => {
        answered += 1
        if (isOpen) line.write(bus.keepAlive)
      })
    const startedAt = performance.now()
    for (const line of lines) line.write(bus.keepAlive)
    await new Promise((resolve) => setTimeout(resolve, durationMs))
    isOpen = false
    const perSecond = (answered * 1_000) / (performance.now() - startedAt)
    await new Promise((resolve) => setTimeout(resolve, 200))
    return perSecond
  },
}
export type PublishedLoad = typeof commands
serveCommands(commands)
