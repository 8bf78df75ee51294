import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { createRealWorld } from './real-world.ts'
import type { Socket } from './world.ts'

test('in Node the real world fetches, and its sockets open, hear, send, and tell of a close by the other side only', async () => {
  const server = createServer((_, response) => response.end('{"here":true}'))
  const feeds = new WebSocketServer({ server })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const world = createRealWorld()
  expect(await (await world.fetch(`http://127.0.0.1:${port}/`, {})).json()).toEqual({ here: true })

  const dial = async () => {
    const heard: string[] = []
    const accepted = once(feeds, 'connection')
    let socket: Socket | undefined
    const opened = new Promise<void>((resolve) => {
      socket = world.openSocket(`ws://127.0.0.1:${port}/`, {
        onOpen: resolve,
        onText: (text) => heard.push(text),
        onClose: () => heard.push('closed'),
      })
    })
    const [[other]] = await Promise.all([accepted, opened])
    if (socket === undefined) throw new Error('no socket')
    return { socket, other, heard }
  }
  const first = await dial()
  expect(first.socket.send('ping')).toBe(true)
  expect(String((await once(first.other, 'message'))[0])).toBe('ping')
  first.other.send('hello')
  first.other.close()
  await expect.poll(() => first.heard).toEqual(['hello', 'closed'])
  expect(first.socket.send('late')).toBe(false)

  const second = await dial()
  second.socket.close()
  await once(second.other, 'close')
  expect(second.heard).toEqual([])
  for (const each of feeds.clients) each.terminate()
  feeds.close()
  server.close()
  await once(server, 'close')
})

test('in Node there are no tabs', () => {
  expect(createRealWorld()).toMatchObject({ pageOrigin: null, locks: null, tabLabels: null })
})
