import dns from 'node:dns'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { openFeed } from '../../test/feed-client.ts'
import { createNetworks } from './networks.ts'
import { createTestNode, type TestNode } from './test-node.ts'

let rig: TestNode
let port: number
const lines: Socket[] = []
afterEach(async () => {
  for (const line of lines.splice(0)) line.destroy()
  await rig.node.close()
})

async function start(env: Record<string, string>) {
  rig = await createTestNode({ env: { HOTSEAT_PORT: '0', ...env } })
  port = Number(new URL((await rig.node.start()).url).port)
}

/** A client that connects from an address of this machine, sends nothing, and keeps what it is told. */
async function slowClient(localAddress = '127.0.0.1') {
  const line = connect({ port, host: '127.0.0.1', localAddress })
  lines.push(line)
  let text = ''
  line.on('data', (data) => (text += String(data)))
  line.on('error', () => undefined)
  const closed = once(line, 'close')
  await once(line, 'connect')
  const ask = (path: string, headers: Record<string, string> = {}) => {
    const head = Object.entries({ host: `127.0.0.1:${port}`, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
    line.write(`GET ${path} HTTP/1.1\r\n${head.join('')}\r\n`)
  }
  return { line, closed, ask, text: () => text }
}

async function refusedOf(localAddress?: string) {
  const { closed, text } = await slowClient(localAddress)
  await closed
  return text()
}
const status = (text: string) => Number(text.split(' ')[1])
const code = (text: string) => /"code":"([^"]*)"/.exec(text)?.[1]
/** The server has seen every connection that was made before this answer. */
async function answered(client: Awaited<ReturnType<typeof slowClient>>): Promise<number> {
  client.ask('/healthz')
  await expect.poll(client.text).toContain('HTTP/1.1')
  return status(client.text())
}

describe('[S-20] connections', () => {
  test('[CN1] of an address where nobody is signed in: as many as are set, and the next is told why', async () => {
    await start({ HOTSEAT_CONNECTIONS_PER_ADDRESS: '3' })
    const held = [await slowClient(), await slowClient(), await slowClient()]
    const refused = await refusedOf()
    expect([status(refused), code(refused)]).toEqual([429, 'rate.limited'])
    expect(refused).toMatch(/retry-after: 10\r\n/i)
    expect(refused).toMatch(/connection: close\r\n/i)
    // Those that stand go on, others are not disturbed, and who leaves makes room.
    expect(await Promise.all(held.map(answered))).toEqual([200, 200, 200])
    expect(await answered(await slowClient('127.0.0.2'))).toBe(200)
    held[0]?.line.destroy()
    await held[0]?.closed
    await expect.poll(async () => answered(await slowClient())).toBe(200)
  })

  test('[CN1] a WebSocket that is one too many is refused the same way', async () => {
    await start({ HOTSEAT_CONNECTIONS_PER_ADDRESS: '1' })
    await slowClient()
    const socket = openFeed(`http://127.0.0.1:${port}`, {}).socket
    const [error] = await once(socket, 'unexpected-response').then(([, response]) => [response.statusCode])
    expect(error).toBe(429)
  })

  test('[CN2] an address where somebody is signed in is not limited, also by what a stranger there holds open', async () => {
    await start({ HOTSEAT_CONNECTIONS_PER_ADDRESS: '3' })
    const me = await rig.signIn({ bearer: true })
    const working = await slowClient()
    await slowClient()
    await slowClient()
    expect(status(await refusedOf())).toBe(429)
    working.ask('/v1/session', me.headers)
    await expect.poll(working.text).toContain('HTTP/1.1 404')
    for (let each = 0; each < 10; each++) await slowClient()
    expect(await answered(await slowClient())).toBe(200)
  })

  test('[CN3] all strangers together have a bound, too, which is none of the others’ business', async () => {
    await start({ HOTSEAT_CONNECTIONS: '2' })
    const me = await rig.signIn({ bearer: true })
    const colleague = await slowClient('127.0.0.9')
    colleague.ask('/v1/session', me.headers)
    await expect.poll(colleague.text).toContain('HTTP/1.1 404')
    await slowClient('127.0.0.2')
    await slowClient('127.0.0.3')
    const refused = await refusedOf('127.0.0.4')
    expect([status(refused), code(refused)]).toEqual([503, 'overload.server'])
    expect(await answered(await slowClient('127.0.0.9'))).toBe(200)
  })

  test('[CN4] a trusted proxy is not counted', async () => {
    await start({ HOTSEAT_CONNECTIONS_PER_ADDRESS: '1', HOTSEAT_TRUSTED_PROXIES: '127.0.0.7/32' })
    for (let each = 0; each < 5; each++) await slowClient('127.0.0.7')
    expect(await answered(await slowClient('127.0.0.7'))).toBe(200)
    await slowClient('127.0.0.8')
    expect(status(await refusedOf('127.0.0.8'))).toBe(429)
  })
})

/** What most machines say of `localhost`, and some that run tests do not. */
function lookupBoth(lookup: typeof dns.lookup): typeof dns.lookup {
  const both = [
    { address: '::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ]
  return ((name: string, options: { all?: boolean }, tell: (error: null, found: typeof both) => void) =>
    name === 'localhost' && options.all
      ? tell(null, both)
      : Reflect.apply(lookup, dns, [name, options, tell])) as typeof dns.lookup
}

test('[CN5] whatever localhost means on the machine, the node listens on one address, which the gate guards', async () => {
  const said = lookupBoth(dns.lookup)
  const spy = vi.spyOn(dns, 'lookup').mockImplementation(said)
  await start({ HOTSEAT_HOST: 'localhost', HOTSEAT_CONNECTIONS_PER_ADDRESS: '1' }).finally(() => spy.mockRestore())
  expect(rig.node.app.addresses()).toMatchObject([{ address: '127.0.0.1', port }])
  await slowClient()
  expect(status(await refusedOf())).toBe(429)
})

test('[CN4] networks are named by address, mask or word', () => {
  const networks = createNetworks(['10.1.0.0/16', '192.0.2.1', 'loopback', '2001:db8::/32'])
  const inside = ['10.1.2.3', '192.0.2.1', '127.9.9.9', '::1', '2001:db8:5::1', '::ffff:10.1.0.1']
  expect(inside.filter((address) => !networks.has(address))).toEqual([])
  expect(['10.2.0.1', '192.0.2.2', '2001:db9::1', '', 'x'].filter(networks.has)).toEqual([])
})
