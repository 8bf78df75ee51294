import { once } from 'node:events'
import { createServer } from 'node:http'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { encodeRequest, openHttpConnection } from './http-connection.ts'
import { openHttpPool } from './http-pool.ts'
import { encodeTextFrame, openRawSocket } from './socket-frames.ts'

/** A port of a listening server. */
function portOf(server: { address(): unknown }): number {
  return (server.address() as { port: number }).port
}

test('[BM2] the load generator speaks HTTP that a real server reads, answer by answer', async () => {
  const server = createServer((request, response) => {
    request.setEncoding('utf8')
    let body = ''
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => {
      const text = `${request.method} ${request.url} ${request.headers['x-n']} ${body}`
      response.writeHead(201, { 'content-length': Buffer.byteLength(text) }).end(text)
    })
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const connection = await openHttpConnection(portOf(server))
  for (const n of [1, 2, 3]) {
    const answer = await connection.send(encodeRequest('POST', '/a', { host: 'x', 'x-n': `${n}` }, { word: 'ä' }))
    expect(answer).toMatchObject({ status: 201, body: `POST /a ${n} {"word":"ä"}` })
  }
  connection.close()
  server.close()
})

test('[BM2] requests share connections that are free, wait when none is, and get their own answer; a closed one is opened again', async () => {
  const server = createServer((request, response) => {
    const text = request.url ?? ''
    setImmediate(() => response.writeHead(200, { 'content-length': text.length }).end(text))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  let opened = 0
  server.on('connection', () => {
    opened += 1
  })
  const pool = await openHttpPool(portOf(server), 3)
  const askAll = async () => {
    const paths = Array.from({ length: 20 }, (_, index) => `/${index}`)
    const answers = await Promise.all(paths.map((path) => pool.send(encodeRequest('GET', path, { host: 'x' }))))
    expect(answers.map(({ body }) => body)).toEqual(paths)
  }
  await askAll()
  expect(opened).toBe(3)
  server.closeAllConnections()
  // The client hears of it a little later.
  while (opened < 6) await new Promise((resolve) => setImmediate(resolve)).then(() => pool.refresh())
  await askAll()
  pool.close()
  server.close()
})

test('[BM2] the load generator speaks WebSocket that `ws` reads, frames of any length', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  server.on('connection', (socket) => {
    socket.on('message', (data) => socket.send(String(data)))
  })
  await once(server, 'listening')
  const socket = await openRawSocket(portOf(server), '/', { host: 'x' })
  const texts = fc.sample(fc.string({ maxLength: 300 }), 50)
  const back: string[] = []
  const done = new Promise<void>((resolve) => {
    socket.onText((text) => {
      back.push(text)
      if (back.length === texts.length) resolve()
    })
  })
  for (const text of texts) socket.write(encodeTextFrame(text))
  await done
  expect(back).toEqual(texts)
  socket.close()
  server.close()
})
