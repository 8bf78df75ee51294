import { expect } from 'vitest'
import { createGenesys } from '../src/compat/genesys/create-genesys.ts'
import { demoPassword } from '../src/demo/seed-demo.ts'
import { createHandlers } from '../src/handlers.ts'
import { createTestNode } from '../src/http/test-node.ts'
import { createStage } from './stage.ts'

/** JSON of the other side, of which a test says what it expects. */
// biome-ignore lint/suspicious/noExplicitAny: a test's look at a member is the check
type Json = any

/** An answer, read whole. */
export type Answered = { readonly status: number; readonly body: Json; readonly headers: Headers }
/** What goes with a call; `null` leaves out what the client would send by itself. */
export type CallOptions = { body?: unknown; basic?: string | null; headers?: Record<string, string>; token?: string | null }

/** A client as the vendor's documents describe one: a cookie jar, and the token that every GET brings. */
export type GenesysClient = {
  cookie: string | null
  token: string | null
  call(method: string, path: string, options?: CallOptions): Promise<Answered>
  /** `GET /me` by name and password. */
  signIn(name: string, password?: string): Promise<Answered>
  start(channels?: readonly string[], place?: string): Promise<Answered>
  operate(path: string, operationName: string, more?: object): Promise<Answered>
  notifications(lastEventId?: string): Promise<Notices>
}

/** One event of a stream. */
export type Notice = { readonly id: string | null; readonly channel: string; readonly data: Json }
/** The events of a stream as they come; `null` when the server has ended it. */
export type Notices = {
  next(): Promise<Notice | null>
  lastEventId(): string
  retryMs(): number
  close(): Promise<void>
}

export function basicOf(name: string, password = demoPassword): string {
  return `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
}

export function createGenesysClient(url: string): GenesysClient {
  const client: GenesysClient = {
    cookie: null,
    token: null,
    async call(method, path, { body, basic = null, headers = {}, token = client.token } = {}) {
      const response = await fetch(`${url}/api/v2${path}`, {
        method,
        headers: {
          ...(method === 'GET' ? {} : { origin: url }),
          ...(client.cookie !== null && { cookie: client.cookie }),
          ...(basic !== null && { authorization: basic }),
          ...(token !== null && method !== 'GET' && { 'x-csrf-token': token }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      for (const each of response.headers.getSetCookie()) {
        const [pair = ''] = each.split(';')
        client.cookie = pair.endsWith('=') ? null : pair
      }
      client.token = response.headers.get('x-csrf-token') ?? client.token
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers }
    },
    signIn: (name, password) => client.call('GET', '/me', { basic: basicOf(name, password) }),
    start: (channels = ['voice', 'chat'], place) =>
      client.operate('/me', 'StartContactCenterSession', { channels, ...(place !== undefined && { place }) }),
    operate: (path, operationName, more = {}) => client.call('POST', path, { body: { operationName, ...more } }),
    async notifications(lastEventId) {
      const headers = { cookie: client.cookie ?? '', ...(lastEventId !== undefined && { 'last-event-id': lastEventId }) }
      const response = await fetch(`${url}/api/v2/notifications`, { headers })
      if (response.status !== 200) throw new Error(`${response.status}: ${await response.text()}`)
      return readNotices(response)
    },
  }
  return client
}

/** Reads Server-Sent Events as a browser does. */
function readNotices({ body }: Response): Notices {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  let lastId = ''
  let retry = 0
  const readBlock = async () => {
    for (;;) {
      const end = text.indexOf('\n\n')
      if (end >= 0) {
        const block = text.slice(0, end)
        text = text.slice(end + 2)
        return block.split('\n')
      }
      const read = await reader?.read()
      if (!read || read.done) return null
      text += decoder.decode(read.value, { stream: true })
    }
  }
  return {
    async next() {
      for (;;) {
        const lines = await readBlock()
        if (lines === null) return null
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2) ?? null
        const [id, data, later] = [field('id'), field('data'), field('retry')]
        if (id !== null) lastId = id
        if (later !== null) retry = Number(later)
        if (data !== null) return { id, ...JSON.parse(data) }
      }
    },
    lastEventId: () => lastId,
    retryMs: () => retry,
    close: async () => void (await reader?.cancel()),
  }
}

/** What a notice says of the first channel or device in it, in two words. */
export function shown(notice: Notice | null) {
  const [first] = notice?.data.channels ?? notice?.data.devices ?? []
  return [notice?.channel, first?.userState?.state]
}

/** A stream that has its place in the feed: the id of it is the first thing that a line brings. */
export async function joined(notices: Notices): Promise<Notices> {
  const begun = [notices.next()]
  await expect.poll(notices.lastEventId).not.toBe('')
  return { ...notices, next: () => begun.shift() ?? notices.next() }
}

/** A listening server with the demo data on a clock that stands, and clients for it. */
export async function createGenesysStage(env: Record<string, string> = {}) {
  const stage = await createStage()
  const given = { handlers: createHandlers(stage.deps), deps: stage.deps, presence: stage.presence, adapters: [createGenesys] }
  const rig = await createTestNode({ ...given, env: { HOTSEAT_PORT: '0', ...env } })
  const started = await rig.node.start()
  const address = rig.node.app.server.address()
  const url = typeof address === 'object' && address ? `http://localhost:${address.port}` : started.url
  const client = () => createGenesysClient(url)
  return {
    ...stage,
    rig,
    url,
    client,
    /** A connection that its client opened and never used is cut off like a call that takes too long: time has to pass. */
    async close() {
      let isClosed = false
      const closing = rig.node.close().then(() => {
        isClosed = true
      })
      while (!isClosed) {
        await new Promise((resolve) => setImmediate(resolve))
        stage.clock.advance(1_000)
      }
      await closing
    },
    async signedIn(name: string, channels?: readonly string[], place?: string) {
      const made = client()
      const answer = await made.signIn(name)
      if (answer.status !== 200) throw new Error(`not signed in: ${JSON.stringify(answer.body)}`)
      if (channels) await made.start(channels, place)
      return made
    },
    /** Puts a preference of the tenant where the server reads it. */
    async prefer(key: string, value: unknown, tenant = 'demo') {
      await stage.deps.store.tenant(tenant).transact(async (tx) => {
        tx.put('preferences', { level: 'tenant', key, value, locked: false, changedAt: 1, changedBy: null })
        const data = { level: 'tenant', key, value, previous: null, locked: false }
        await tx.emit({ kind: 'preference.changed', userId: null, data }, { at: 1, by: null })
      })
    },
  }
}
export type GenesysStage = Awaited<ReturnType<typeof createGenesysStage>>
