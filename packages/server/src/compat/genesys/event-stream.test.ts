import { once } from 'node:events'
import { connect } from 'node:net'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { createTestClock } from '../../../test/test-clock.ts'
import { createEventStream, type EventStream, goodbyeMs } from './event-stream.ts'

/** A server whose only answer is a stream, and a client that has asked for it and reads nothing. */
async function createUnread() {
  const clock = createTestClock()
  const opened = Promise.withResolvers<EventStream>()
  let closes = 0
  const onClose = () => void closes++
  const app = fastify()
  app.get('/', (_request, reply) => {
    const stream = createEventStream({ answer: reply.raw, clock, retryMs: 3_000, onClose })
    opened.resolve(stream)
    return reply.header('connection', 'close').send(stream.body)
  })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const address = app.server.address()
  const client = connect(typeof address === 'object' && address ? address.port : 0, '127.0.0.1').pause()
  client.on('error', () => undefined)
  await once(client, 'connect')
  client.write('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const connections = () => new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count)))
  const close = async () => {
    client.destroy()
    await app.close()
  }
  return { clock, stream: await opened.promise, client, closes: () => closes, connections, close }
}

const notice = { channel: '/', data: { messageType: 'x'.repeat(200_000) } }

/** Tells until the operating system takes no more, and more than half of what may wait here waits. */
async function fill({ tell, toldBytes, takenBytes }: EventStream): Promise<void> {
  for (let calm = 0; calm < 20; calm++) {
    if (toldBytes() - takenBytes() < 600_000) {
      tell([notice], 1)
      calm = 0
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
}

test('[GW47] more than 1 MiB unread ends a line, and closes it whether anybody reads or not', async () => {
  const { clock, stream, closes, connections, close } = await createUnread()
  await fill(stream)
  expect(stream.isOpen()).toBe(true)
  for (let each = 0; each < 5; each++) stream.tell([notice], 2)
  expect([stream.isOpen(), closes(), await connections()]).toEqual([false, 0, 1])
  const told = stream.toldBytes()
  stream.beat(3)
  expect(stream.toldBytes()).toBe(told)
  clock.advance(goodbyeMs)
  await expect.poll(connections).toBe(0)
  expect(closes()).toBe(1)
  await close()
})

test('[GW44] what a client does not read is not taken', async () => {
  const { stream, client, close } = await createUnread()
  await fill(stream)
  expect(stream.takenBytes()).toBeLessThan(stream.toldBytes())
  client.resume()
  await expect.poll(stream.takenBytes).toBe(stream.toldBytes())
  await close()
})

test('[GW47] an ended line closes after a second when nobody reads, and a client that reads has all of it', async () => {
  const unread = await createUnread()
  await fill(unread.stream)
  unread.stream.end()
  unread.clock.advance(goodbyeMs - 1)
  expect(await unread.connections()).toBe(1)
  unread.clock.advance(1)
  await expect.poll(unread.connections).toBe(0)
  expect(unread.closes()).toBe(1)
  await unread.close()

  const read = await createUnread()
  read.stream.tell([{ channel: '/', data: { messageType: 'Goodbye' } }], 7)
  read.stream.end(5)
  let text = ''
  read.client.on('data', (bytes) => {
    text += String(bytes)
  })
  read.client.resume()
  await once(read.client, 'close')
  expect(text).toContain('id: 7\ndata: {"channel":"/","data":{"messageType":"Goodbye"}}')
  expect(text).toContain('retry: 5')
  expect(read.closes()).toBe(1)
  await read.close()
})
