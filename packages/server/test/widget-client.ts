import { randomBytes } from 'node:crypto'
import type { ChatSaidDocument, ChatServerFrame, ChatSessionDocument, CustomerState } from '@hotseat/protocol'
import type { Static } from 'typebox'
import { WebSocket } from 'ws'

/** A call's status and document. */
export type WidgetAnswer<T = unknown> = {
  readonly status: number
  readonly document: T
  readonly headers: Headers
  readonly code?: string
}

/** A widget's socket with the frames that it got. */
export type WidgetFeed = {
  readonly socket: WebSocket
  readonly frames: ChatServerFrame[]
  /** Resolves with the first frame that fits, of those that came and of those to come; rejects when the socket closes before. */
  first<T extends ChatServerFrame['type']>(
    type: T,
    fits?: (frame: Extract<ChatServerFrame, { type: T }>) => boolean,
  ): Promise<Extract<ChatServerFrame, { type: T }>>
  readonly closed: Promise<number>
}

/** What a widget on a page of some origin does, without its looks. */
export type WidgetClient = {
  token: string
  state: CustomerState | null
  call<T = unknown>(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<WidgetAnswer<T>>
  /** Signs in by a token of the page, or as a guest. */
  login(token: string | null): Promise<WidgetAnswer<ChatSessionDocument>>
  say(text: string, clientId?: string): Promise<WidgetAnswer<Static<typeof ChatSaidDocument>>>
  follow(after?: Record<string, number>): Promise<WidgetFeed>
}

export type WidgetOptions = { readonly origin?: string; readonly tenant?: string; readonly project?: string }

export function createWidgetClient(url: string, options: WidgetOptions = {}): WidgetClient {
  const { origin = 'http://localhost:4444', tenant = 'demo', project = 'support' } = options
  const client: WidgetClient = {
    token: '',
    state: null,
    async call(method, path, body, headers = {}) {
      const answer = await fetch(`${url}/chat/v1/${path}`, {
        method,
        headers: {
          ...{ origin },
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...(client.token !== '' && { authorization: `Bearer ${client.token}` }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      const document = JSON.parse(await answer.text())
      return { status: answer.status, document, headers: answer.headers, ...(answer.ok ? {} : { code: document.code }) }
    },
    async login(token) {
      const where = { tenant, project, ...(client.token !== '' && { previous: client.token }) }
      const body = token === null ? where : { ...where, token }
      const answer = await client.call<ChatSessionDocument>('POST', token === null ? 'anonymous' : 'login', body)
      if (answer.status !== 200) return answer
      client.token = answer.document.session.token
      client.state = answer.document.state
      return answer
    },
    say: (text, clientId = randomBytes(9).toString('hex')) => client.call('POST', 'messages', { clientId, text }),
    async follow(after = {}) {
      const feed = openWidgetFeed(url, origin)
      feed.socket.on('open', () => feed.socket.send(JSON.stringify({ type: 'auth', token: client.token, after })))
      await feed.first('hello')
      return feed
    },
  }
  return client
}

export function openWidgetFeed(url: string, origin: string): WidgetFeed {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/chat/v1/feed`, { headers: { origin } })
  const frames: ChatServerFrame[] = []
  const looks = new Set<() => void>()
  const look = () => {
    for (const each of [...looks]) each()
  }
  let isOver = false
  socket.on('message', (data) => {
    frames.push(JSON.parse(String(data)))
    look()
  })
  socket.on('error', () => undefined)
  const closed = new Promise<number>((resolve) => {
    socket.on('close', (code) => {
      isOver = true
      look()
      resolve(code)
    })
  })
  return {
    socket,
    frames,
    closed,
    first: (type, fits = () => true) =>
      new Promise((resolve, reject) => {
        const find = () => {
          for (const frame of frames) {
            if (frame.type !== type || !fits(frame as Parameters<typeof fits>[0])) continue
            looks.delete(find)
            return resolve(frame as Parameters<typeof fits>[0])
          }
          if (!isOver) return
          looks.delete(find)
          reject(new Error(`closed without ${type}: ${JSON.stringify(frames.at(-1))}`))
        }
        looks.add(find)
        find()
      }),
  }
}
