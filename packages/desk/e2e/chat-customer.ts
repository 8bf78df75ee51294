import { createHmac, randomUUID } from 'node:crypto'
import type { ChatSaidDocument, ChatSessionDocument, CustomerState, MessageDocument } from '@hotseat/protocol'

/** A customer of the web site, as the widget would act for them. */
export type Customer = {
  /** Says something, and says it again under the same id while the server is away. Returns the conversation's id. */
  say(text: string): Promise<string>
  /** Everything said in the newest conversation, as the customer sees it. */
  messages(): Promise<readonly MessageDocument[]>
  /** How far the agent has come in the newest conversation. */
  agentMarks(): Promise<{ delivered: number; read: number }>
  /** Everything that was said so far has arrived and was seen. */
  readAll(): Promise<void>
  /** Shows the agent that they are typing, once. */
  type(): Promise<void>
  end(): Promise<void>
}

type SignedIn = { name?: string; email?: string; secret?: string; project?: string; site?: string }

/** Signs a customer in, by a token when there is a secret, else as a guest. */
export async function customerAt(
  url: string,
  { name, email, secret, project = 'support', site = 'http://127.0.0.1:4999' }: SignedIn,
): Promise<Customer> {
  const call = async <T>(method: string, path: string, body?: unknown, token?: string): Promise<T> => {
    const response = await fetch(`${url}/chat/v1${path}`, {
      method,
      headers: {
        ...{ origin: site, 'content-type': 'application/json' },
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`)
    return response.json() as Promise<T>
  }
  const where = { tenant: 'demo', project }
  const { session } = await (secret === undefined
    ? call<ChatSessionDocument>('POST', '/anonymous', { ...where, ...(name !== undefined && { name }) })
    : call<ChatSessionDocument>('POST', '/login', { ...where, token: signToken(secret, { displayName: name, email }) }))
  const newest = async () => {
    const { threads } = await call<CustomerState>('GET', '/state', undefined, session.token)
    const thread = threads.at(-1)
    if (thread === undefined) throw new Error('nothing was said yet')
    return thread
  }
  return {
    async say(text) {
      const body = { clientId: randomUUID(), text }
      for (;;) {
        const said = await call<ChatSaidDocument>('POST', '/messages', body, session.token).catch((error: unknown) => error)
        if (!(said instanceof Error)) return (said as ChatSaidDocument).conversation.id
        // A refusal is the test's business; a server that is away is not.
        if (!(said instanceof TypeError)) throw said
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    },
    messages: async () => (await newest()).messages,
    agentMarks: async () => (await newest()).conversation.agentMarks,
    async readAll() {
      const { conversation } = await newest()
      const marks = { conversationId: conversation.id, delivered: conversation.lastSeq, read: conversation.lastSeq }
      await call('PUT', '/marks', marks, session.token)
    },
    async type() {
      const { conversation } = await newest()
      // Node's own socket takes headers; the browser's, whose type stands here, sends its page's origin by itself.
      const socket = new WebSocket(`${url.replace('http', 'ws')}/chat/v1/feed`, {
        headers: { origin: site },
      } as unknown as string[])
      await new Promise<void>((resolve, reject) => {
        socket.onerror = () => reject(new Error('no socket'))
        socket.onopen = () => socket.send(JSON.stringify({ type: 'auth', token: session.token, after: {} }))
        socket.onmessage = ({ data }) => {
          const frame: { type: string } = JSON.parse(String(data))
          if (frame.type === 'hello') socket.send(JSON.stringify({ type: 'typing', conversationId: conversation.id }))
          if (frame.type === 'hello') socket.send(JSON.stringify({ type: 'ping', n: 1 }))
          if (frame.type === 'pong') resolve()
        }
      })
      socket.close()
    },
    async end() {
      const { conversation } = await newest()
      await call('POST', '/end', { conversationId: conversation.id }, session.token)
    },
  }
}

/** What people said in the customer's newest conversation, as the customer reads it. */
export async function spoken(customer: Customer): Promise<readonly MessageDocument[]> {
  return (await customer.messages()).filter(({ from }) => from !== 'system')
}

/** A token of the site's back end, as the snippet makes it. */
export function signToken(secret: string, claims: object, now = Date.now() / 1_000): string {
  const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ iat: now, exp: now + 300, ...claims })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}
