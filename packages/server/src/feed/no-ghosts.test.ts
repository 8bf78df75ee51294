import { connect } from 'node:net'
import { setImmediate } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openFeed } from '../../test/feed-client.ts'
import { createTestNode, type TestNode } from '../http/test-node.ts'
import { realWorld } from '../real-world.ts'

let rig: TestNode
let url: string
let calls: string[]
beforeEach(async () => {
  calls = []
  const note = (what: string) => async () => void calls.push(what)
  rig = await createTestNode({
    env: { HOTSEAT_PORT: '0' },
    presence: { connected: note('connected'), dropped: note('dropped'), active: note('active') },
  })
  url = (await rig.node.start()).url
})
afterEach(() => rig.node.close())

/** Does something once, in the midst of finding out who a handshake is. */
function whileAdmitting(act: () => Promise<void>): void {
  const tenant = rig.store.tenant('demo')
  const { get } = tenant
  tenant.get = async (table, key) => {
    const row = await get(table, key)
    if (table === 'members') {
      tenant.get = get
      await act()
    }
    return row
  }
}

test('[FD5] [S-24] a session that ends while its socket is being opened has none', async () => {
  const { session, headers } = await rig.signIn()
  whileAdmitting(() =>
    rig.store.tenant('demo').transact(async (tx) => {
      tx.put('sessions', { ...session, endedAt: 2, endReason: 'bySupervisor' })
      const data = { sessionId: session.id, reason: 'bySupervisor', by: null } as const
      await tx.emit({ kind: 'session.ended', userId: session.userId, data }, { at: 2, by: null })
    }),
  )
  const tab = openFeed(url, { origin: url, cookie: headers.cookie ?? '' })
  expect(await tab.nextOf('bye')).toEqual({ type: 'bye', reason: 'ended', code: 'resume.bySupervisor' })
  await tab.closed
})

test('[FD6] [FD9] a bearer client that is gone before it is known leaves no socket behind', async () => {
  const { headers } = await rig.signIn({ bearer: true })
  const tab = openFeed(url, {})
  whileAdmitting(async () => {
    await tab.closed
    await setImmediate()
  })
  await new Promise((resolve) => tab.socket.once('open', resolve))
  const accessToken = headers.authorization?.slice('Bearer '.length) ?? ''
  tab.socket.send(JSON.stringify({ type: 'auth', accessToken }))
  // Reserved bits: no frame of WebSocket.
  Reflect.get(tab.socket, '_socket').write(Buffer.from([0xf1, 0x80, 0, 0, 0, 0]))
  await tab.closed
  for (let turn = 0; turn < 5; turn++) await setImmediate()
  expect(rig.node.sockets()).toBe(0)
})

test('[FD10] a client that dawdles over its request does not keep a server that stops', async () => {
  const { clock } = realWorld
  const hasty = { now: clock.now, after: (delayMs: number, task: () => void) => clock.after(delayMs / 100, task) }
  const { node } = await createTestNode({ env: { HOTSEAT_PORT: '0' }, deps: { clock: hasty } })
  const line = connect(Number(new URL((await node.start()).url).port), '127.0.0.1')
  line.write('GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n')
  await new Promise((resolve) => line.once('data', resolve))
  const arrived = new Promise((resolve) => node.app.server.once('connection', resolve))
  const slow = connect(Number(line.remotePort), '127.0.0.1')
  slow.write('GET /healthz HTTP/1.1\r\nX-Slow: ')
  await arrived
  const gone = new Promise((resolve) => slow.once('close', resolve))
  slow.on('error', () => undefined)
  await node.close()
  await gone
  line.destroy()
})
