import { readFile } from 'node:fs/promises'
import { connect, createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { realWorld } from '../src/real-world.ts'
import { atEnd, makeFolder, startServer, startTestRecorder } from './recorder-rig.ts'
import { createSkippingClock } from './skipping-clock.ts'

const signOut = { operationName: 'EndContactCenterSession' }
const byTicket = (ticket: string) => ({ authorization: `Ticket ${ticket}` })

async function start(servers: readonly string[], changes: Parameters<typeof startTestRecorder>[1] = {}) {
  const clock = createSkippingClock()
  const recorder = await startTestRecorder(servers, { world: { ...realWorld, clock }, ...changes })
  const status = async () => (await recorder.call('GET', '/recorder/status')).body
  return { ...recorder, clock, status }
}

describe('while no server answers', () => {
  test('[LB13] [LB16] who signs out with the ticket that is being tried is not signed in later', async () => {
    const server = await startServer()
    const { call, status, clock, log } = await start([server.origin])
    const ticket = server.giveTicket('agent01')
    await server.kill()
    expect((await call('GET', '/api/v2/me', byTicket(ticket))).status).toBe(503)
    expect((await call('POST', '/api/v2/me', byTicket('another'), signOut)).status).toBe(403)
    expect((await call('POST', '/api/v2/me', byTicket(ticket), signOut)).status).toBe(200)
    await server.start()
    clock.skip(2_000)
    clock.skip(2_000)
    // What is asked next is answered after what was under way.
    await call('GET', '/api/v2/me', byTicket(server.giveTicket('agent02')))
    expect(await status()).toMatchObject({ signedIn: 'agent02' })
    expect(server.sessionsOf('agent01')).toEqual([])
    expect(log.join('')).not.toContain(ticket)
  })

  test('[LB13] [LB16] [S-41] and so with a password, which then is nowhere', async () => {
    const server = await startServer()
    const { call, clock } = await start([server.origin], { basic: true })
    const authorization = `Basic ${Buffer.from(`agent01:${server.state.password}`).toString('base64')}`
    const wrong = `Basic ${Buffer.from('agent01:guess').toString('base64')}`
    await server.kill()
    expect((await call('GET', '/api/v2/me', { authorization })).status).toBe(503)
    expect((await call('POST', '/api/v2/me', { authorization: wrong }, signOut)).status).not.toBe(200)
    expect((await call('POST', '/api/v2/me', { authorization }, signOut)).status).toBe(200)
    await server.start()
    clock.skip(4_000)
    await call('GET', '/api/v2/me', byTicket(server.giveTicket('agent02')))
    expect(server.state.basic).toEqual([])
  })

  test('[LB13] [LB15] who is signed in later has a lease, though their page was told that no server answers', async () => {
    const server = await startServer()
    const { call, status, clock } = await start([server.origin])
    const ticket = server.giveTicket('agent01')
    await server.kill()
    await call('GET', '/api/v2/me', byTicket(ticket))
    await server.start()
    clock.skip(2_000)
    await expect.poll(status).toMatchObject({ signedIn: 'agent01' })
    clock.skip(61_000)
    await expect.poll(status).toMatchObject({ signedIn: null })
    await expect.poll(() => server.sessionsOf('agent01')).toEqual([])
  })

  test('[LB13] [S-52] a server that takes everything and says nothing keeps a password no longer', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    atEnd(() => silent.close())
    const { call, clock, log } = await start([`http://127.0.0.1:${port}`], { basic: true })
    const authorization = `Basic ${Buffer.from('agent01:canary').toString('base64')}`
    const answer = call('GET', '/api/v2/me', { authorization })
    const connections = () => new Promise((resolve) => silent.getConnections((_, count) => resolve(count)))
    await expect.poll(connections).toBe(1)
    // The client would give this request up after 15 s, and then begin another.
    clock.skip(60_000)
    expect((await answer).status).toBe(503)
    clock.skip(2_000)
    await expect.poll(() => log.join('')).toContain('the credentials are forgotten')
  })
})

describe('two at once', () => {
  test('[LB17] [LB18] the later one is here and is found again after a restart, however late the earlier one is answered', async () => {
    const server = await startServer()
    const data = await makeFolder()
    const first = await start([server.origin], { data })
    const held = Promise.withResolvers<void>()
    server.state.holdSignIn = held.promise
    const late = first.call('GET', '/api/v2/me', byTicket(server.giveTicket('agent01')))
    await expect.poll(() => server.sent(/recorder\/sign-in/)).toBe(1)
    await expect.poll(() => server.state.holdSignIn).toBeNull()
    expect((await first.call('GET', '/api/v2/me', byTicket(server.giveTicket('agent02')))).status).toBe(200)
    held.resolve()
    const { status, body } = await late
    expect([status, body?.statusMessage]).toEqual([409, 'Somebody else signed in or out at this recorder meanwhile.'])
    await expect.poll(() => server.sessionsOf('agent01')).toEqual([])
    expect(await first.status()).toMatchObject({ signedIn: 'agent02' })
    await first.close()
    expect(await readFile(join(data, 'session.json'), 'utf8')).not.toContain('agent01')
    const second = await start([server.origin], { data })
    await expect.poll(second.status).toMatchObject({ signedIn: 'agent02', server: 'connected' })
  })

  test('[LB18] [LB12] a sign-in that fails after a restart does not keep it from coming back to its session', async () => {
    const server = await startServer()
    const data = await makeFolder()
    const first = await start([server.origin], { data })
    await first.call('GET', '/api/v2/me', byTicket(server.giveTicket('agent01')))
    await first.close()
    await server.kill()
    const second = await start([server.origin], { data })
    await expect.poll(second.status).toMatchObject({ server: 'lost' })
    expect((await second.call('GET', '/api/v2/me', byTicket('none'))).status).toBe(503)
    await server.start()
    second.clock.skip(31_000)
    await expect.poll(second.status).toMatchObject({ signedIn: 'agent01', server: 'connected' })
  })
})

test('[LB1] [LB3] whoever asks for another protocol and hangs up at once ends nothing', async () => {
  const server = await startServer()
  const { port, call } = await start([server.origin])
  const lines = ['GET /x HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: websocket', 'CONNECT a.example:443 HTTP/1.1']
  for (const line of lines) {
    for (let each = 0; each < 30; each++) {
      const socket = connect(port, '127.0.0.1')
      socket.on('error', () => undefined)
      await new Promise((resolve) => socket.once('connect', resolve))
      socket.write(`${line}\r\nHost: evil.example\r\n\r\n`)
      await new Promise(setImmediate)
      socket.resetAndDestroy()
    }
  }
  expect((await call('GET', '/version')).status).toBe(200)
})
