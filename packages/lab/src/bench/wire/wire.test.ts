import { once } from 'node:events'
import { createServer } from 'node:http'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { encodeRequest, openHttpConnection } from './http-connection.ts'
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
