import { once } from 'node:events'
import { createServer, request } from 'node:http'
import { atEnd } from './recorder-rig.ts'

/** How a proxy answers: as the server does, by itself with a page, or not at all while it holds the line. */
type Mood = 'through' | 'page' | 'hold'

/** A proxy in front of a server, of which a test says how it behaves. */
export async function startFickleProxy(target: string) {
  const { hostname, port } = new URL(target)
  let mood: Mood = 'through'
  let about = /./
  let answered = 0
  const server = createServer((incoming, response) => {
    answered += 1
    const isMoody = about.test(incoming.url ?? '')
    if (isMoody && mood === 'hold') return
    if (isMoody && mood === 'page') {
      incoming.resume()
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>404 page not found</h1>')
      return
    }
    const { method, url, headers } = incoming
    // The server's name is the one it is reached by: what is signed over it goes through.
    const outgoing = request({ hostname, port, method, path: url, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    outgoing.on('error', () => response.destroy())
    incoming.pipe(outgoing)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
    get answered() {
      return answered
    },
    /** `paths`: for these alone. */
    behave(next: Mood, paths = /./) {
      mood = next
      about = paths
    },
  }
}
