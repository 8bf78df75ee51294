import { createAmeyo } from '../src/compat/ameyo/create-ameyo.ts'
import { demoPassword } from '../src/demo/seed-demo.ts'
import { createHandlers } from '../src/handlers.ts'
import { createTestNode, type TestNode } from '../src/http/test-node.ts'
import { createStage } from './stage.ts'

/** JSON of the other side, of which a test says what it expects. */
// biome-ignore lint/suspicious/noExplicitAny: a test's look at a member is the check
type Json = any

/** An answer, read whole. */
export type Answered = { readonly status: number; readonly body: Json; readonly headers: Headers }

/** A client as Ameyo's documents describe one; it knows nothing of the server but its address. */
export type AmeyoClient = {
  sessionId: string
  jwt: string
  login(userId: string, more?: object): Promise<Answered>
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>
  /** Opens the push stream. */
  pushes(lastProcessedPush?: number): Promise<Lines>
}

/** The lines of a push stream as they come. */
export type Lines = {
  /** The next line, or null when the server has ended the stream. */
  next(): Promise<Json>
  /** The first line of this type from here on. */
  nextOf(pushType: string): Promise<Json>
  close(): Promise<void>
}

export function createAmeyoClient(origin: () => string): AmeyoClient {
  const client: AmeyoClient = {
    sessionId: '',
    jwt: '',
    async login(userId, more = {}) {
      const answer = await client.call('POST', 'userLogin/login', { userId, token: demoPassword, domain: 'demo', ...more }, {})
      if (answer.status !== 200) return answer
      const { sessionId, loginProperties } = answer.body.authenticationState.authPolicyVsUserInfo['auth.type.passwd']
      client.sessionId = sessionId
      client.jwt = loginProperties.jwt
      return answer
    },
    async call(method, path, body, headers = { sessionId: client.sessionId, authorization: client.jwt }) {
      const response = await fetch(`${origin()}/ameyorestapi/${path}`, {
        method,
        headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : JSON.parse(text), headers: response.headers }
    },
    async pushes(lastProcessedPush = -1) {
      const response = await fetch(`${origin()}/ameyorestapi/pushes?listener-name=test&lastProcessedPush=${lastProcessedPush}`, {
        method: 'POST',
        headers: { sessionId: client.sessionId, authorization: client.jwt },
      })
      return readLines(response)
    },
  }
  return client
}

function readLines({ body }: Response): Lines {
  const reader = body?.getReader()
  const decoder = new TextDecoder()
  let text = ''
  const next = async () => {
    for (;;) {
      const end = text.indexOf('\n')
      if (end >= 0) {
        const line = text.slice(0, end)
        text = text.slice(end + 1)
        return JSON.parse(line)
      }
      const read = await reader?.read()
      if (!read || read.done) return null
      text += decoder.decode(read.value, { stream: true })
    }
  }
  return {
    next,
    async nextOf(pushType) {
      for (;;) {
        const line = await next()
        if (line === null || line.pushType === pushType) return line
      }
    },
    close: async () => void (await reader?.cancel()),
  }
}

/** A listening server with the demo data on a clock that stands, and clients for it. */
export async function createAmeyoStage() {
  const stage = await createStage()
  const given = { handlers: createHandlers(stage.deps), deps: stage.deps, presence: stage.presence, adapters: [createAmeyo] }
  const rig: TestNode = await createTestNode({ ...given, env: { HOTSEAT_PORT: '0' } })
  const { url } = await rig.node.start()
  return {
    ...stage,
    rig,
    url,
    /** Cuts the lines that a client opened and said nothing on: the standing clock would wait for them for good. */
    async close() {
      const closing = rig.node.close()
      rig.node.app.server.closeAllConnections()
      await closing
    },
    client: () => createAmeyoClient(() => url),
    async signedIn(userId: string, more?: object) {
      const client = createAmeyoClient(() => url)
      const answer = await client.login(userId, more)
      if (answer.status !== 200) throw new Error(`not signed in: ${JSON.stringify(answer.body)}`)
      return client
    },
  }
}
export type AmeyoStage = Awaited<ReturnType<typeof createAmeyoStage>>
