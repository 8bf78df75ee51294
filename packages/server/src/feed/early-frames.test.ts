import { once } from 'node:events'
import type { Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { WebSocket } from 'ws'
import { openFeed } from '../../test/feed-client.ts'
import { createTestNode, type TestNode } from '../http/test-node.ts'

let rig: TestNode
let port: number
beforeEach(async () => {
  rig = await createTestNode({ env: { HOTSEAT_PORT: '0' } })
  port = Number(new URL((await rig.node.start()).url).port)
})
afterEach(() => rig.node.close())

/** Sends all frames in one packet. */
function sendTogether(socket: WebSocket, frames: readonly object[]): void {
  // The line under the socket, which `ws` keeps to itself.
  const { _socket: line } = socket as unknown as { _socket: Socket }
  line.cork()
  for (const frame of frames) socket.send(JSON.stringify(frame))
  line.uncork()
}

async function openAs(accessToken: string, frames: readonly object[]) {
  const tab = openFeed(`http://localhost:${port}`, {})
  await once(tab.socket, 'open')
  sendTogether(tab.socket, [{ type: 'auth', accessToken }, ...frames])
  return tab
}

test('[FD15] what comes in one packet with the token is answered, all of it and in order', async () => {
  const me = await rig.signIn({ bearer: true })
  const accessToken = me.headers.authorization?.slice('Bearer '.length) ?? ''
  const pings = Array.from({ length: 20 }, (_, n) => ({ type: 'ping', n }))
  const tab = await openAs(accessToken, pings)
  const answered: unknown[] = []
  while (answered.length < pings.length) answered.push((await tab.nextOf('pong'))?.n)
  expect(answered).toEqual(pings.map(({ n }) => n))
  tab.socket.close()
})

test('[FD15] [FD7] a frame that is none is answered behind the token as anywhere else', async () => {
  const me = await rig.signIn({ bearer: true })
  const accessToken = me.headers.authorization?.slice('Bearer '.length) ?? ''
  const tab = await openAs(accessToken, [{ type: 'auth', accessToken }])
  expect(await tab.nextOf('bye')).toMatchObject({ reason: 'protocol' })
  await tab.closed
})

test('[FD15] behind a token that opens nothing, nothing is done', async () => {
  const tab = await openAs(`demo.${'x'.repeat(43)}`, [{ type: 'ping', n: 1 }])
  expect(await tab.next()).toMatchObject({ type: 'bye', reason: 'unauthorised' })
  expect(await tab.next()).toBeUndefined()
})
