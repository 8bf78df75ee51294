import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server, type ServerResponse } from 'node:http'

/** What a request was. */
export type Heard = { readonly line: string; readonly headers: IncomingHttpHeaders; readonly body: string }
export type Answerer = (request: IncomingMessage, response: ServerResponse) => void

/** A process that listens on loopback and answers as a test says; it is there, goes and comes back as a recorder does. */
export type TestRecorder = {
  readonly port: number
  readonly heard: readonly Heard[]
  answer: Answerer
  stop(): Promise<void>
  /** Comes back at the same port. */
  start(): Promise<void>
}

/** Answers with JSON. */
export function json(body: unknown, headers: Readonly<Record<string, string>> = {}, http = 200): Answerer {
  return (_, response) => response.writeHead(http, headers).end(JSON.stringify(body))
}

/** Starts one at a free port. */
export async function startTestRecorder(answer: Answerer): Promise<TestRecorder> {
  const heard: Heard[] = []
  let server: Server | undefined
  const listen = async (port: number) => {
    server = createServer(async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      heard.push({ line: `${request.method} ${request.url}`, headers: request.headers, body })
      recorder.answer(request, response)
    }).listen(port, '127.0.0.1')
    await once(server, 'listening')
    const address = server.address()
    return typeof address === 'object' && address !== null ? address.port : 0
  }
  const port = await listen(0)
  const recorder: TestRecorder = {
    ...{ port, heard, answer },
    async stop() {
      const own = server
      server = undefined
      if (own === undefined) return
      const closed = once(own, 'close')
      own.close()
      own.closeAllConnections()
      await closed
    },
    async start() {
      await listen(port)
    },
  }
  return recorder
}
