import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { realWorld } from '../src/real-world.ts'
import { makeFolder, startServer, startTestRecorder } from './recorder-rig.ts'
import { createSkippingClock } from './skipping-clock.ts'

const unheard = 'http://127.0.0.1:9'

/** A recorder whose clock the test sets forward. */
async function startSkipping(servers: readonly string[], changes: Parameters<typeof startTestRecorder>[1] = {}) {
  const clock = createSkippingClock()
  const recorder = await startTestRecorder(servers, { world: { ...realWorld, clock }, ...changes })
  const signIn = (ticket: string) => recorder.call('GET', '/api/v2/me', { authorization: `Ticket ${ticket}` })
  const status = async () => (await recorder.call('GET', '/recorder/status')).body
  return { ...recorder, clock, signIn, status }
}

describe('servers', () => {
  test('[LB10] [LB12] the first of the list is asked, its peer when it does not answer', async () => {
    const [first, peer] = [await startServer(), await startServer()]
    const { signIn } = await startSkipping([first.origin, peer.origin])
    expect((await signIn(first.giveTicket('agent01'))).status).toBe(200)
    expect(peer.state.log).toEqual([])
    await first.kill()
    expect((await signIn(peer.giveTicket('agent01'))).status).toBe(200)
    expect(peer.sessionsOf('agent01')).toHaveLength(1)
  })

  test('[LB12] what the first refuses is final', async () => {
    const [first, peer] = [await startServer(), await startServer()]
    const { signIn } = await startSkipping([first.origin, peer.origin])
    expect((await signIn(peer.giveTicket('agent01'))).status).toBe(403)
    expect(peer.state.log).toEqual([])
  })

  test('[LB13] when none answers the page hears it, and it is tried again for as long as the ticket counts', async () => {
    const server = await startServer()
    const { signIn, status, clock, log } = await startSkipping([server.origin, unheard])
    const ticket = server.giveTicket('agent01')
    await server.kill()
    const { status: http, body } = await signIn(ticket)
    expect([http, body?.statusCode]).toEqual([503, 4])
    await server.start()
    clock.skip(2_000)
    await expect.poll(status).toMatchObject({ signedIn: 'agent01' })
    expect(log.join('')).not.toContain(ticket)
  })

  test('[LB13] [S-52] after a minute a password is forgotten', async () => {
    const server = await startServer()
    const { call, status, clock, log, data } = await startSkipping([server.origin], { basic: true })
    const authorization = `Basic ${Buffer.from(`agent01:${server.state.password}`).toString('base64')}`
    await server.kill()
    expect((await call('GET', '/api/v2/me', { authorization })).status).toBe(503)
    for (let each = 0; each < 40; each++) {
      clock.skip(2_000)
      await new Promise(setImmediate)
    }
    await expect.poll(() => log.join('')).toContain('the credentials are forgotten')
    await server.start()
    clock.skip(10_000)
    expect(await status()).toMatchObject({ signedIn: null })
    expect(server.state.basic).toEqual([])
    const kept = await readFile(join(data, 'session.json'), 'utf8').catch(() => '')
    expect(kept + log.join('')).not.toContain(server.state.password)
  })
})

describe('who is here', () => {
  test('[LB15] a ping renews the lease; when it lapses the session ends, and the next ping is 401', async () => {
    const server = await startServer()
    const { signIn, call, clock } = await startSkipping([server.origin])
    const authorization = `Session ${(await signIn(server.giveTicket('agent01'))).headers['x-recorder-session']}`
    for (let minute = 0; minute < 3; minute++) {
      clock.skip(55_000)
      expect((await call('GET', '/ping', { authorization })).status).toBe(200)
    }
    clock.skip(61_000)
    await expect.poll(() => server.sessionsOf('agent01')).toEqual([])
    const { status, body } = await call('GET', '/ping', { authorization })
    expect([status, body]).toEqual([401, { statusCode: 20, statusMessage: 'Access denied' }])
  })

  test('[LB15] a name renews it, too, where Basic is on', async () => {
    const server = await startServer()
    const { call } = await startSkipping([server.origin], { basic: true })
    const of = (name: string, password: string) => ({
      authorization: `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`,
    })
    await call('GET', '/api/v2/me', of('agent01', server.state.password))
    expect((await call('GET', '/ping', of('demo\\agent01', server.state.password))).status).toBe(200)
    expect((await call('GET', '/ping', of('agent02', server.state.password))).status).toBe(401)
  })

  test('[RC13] the agent’s sign-out ends it here, and the page hears it', async () => {
    const server = await startServer()
    const { signIn, status, call } = await startSkipping([server.origin])
    const authorization = `Session ${(await signIn(server.giveTicket('agent01'))).headers['x-recorder-session']}`
    await expect.poll(status).toMatchObject({ server: 'connected' })
    server.endSessions('agent01')
    await expect.poll(status).toMatchObject({ signedIn: null, server: 'none' })
    expect((await call('GET', '/ping', { authorization })).status).toBe(401)
  })

  test('[LB17] the next person has a session of their own, and the one before is signed out', async () => {
    const server = await startServer()
    const { signIn, status, call } = await startSkipping([server.origin])
    const before = `Session ${(await signIn(server.giveTicket('agent01'))).headers['x-recorder-session']}`
    expect((await signIn(server.giveTicket('agent02'))).status).toBe(200)
    expect(await status()).toMatchObject({ signedIn: 'agent02' })
    await expect.poll(() => server.sessionsOf('agent01')).toEqual([])
    expect((await call('GET', '/api/v2/me', { authorization: before })).status).toBe(403)
    expect(server.sessionsOf('agent02')).toHaveLength(1)
  })

  test('[LB18] after a restart it is signed in again by its key, with its name, and nothing secret but the key is on the disk', async () => {
    const server = await startServer()
    const data = await makeFolder()
    const first = await startSkipping([server.origin], { data })
    await first.signIn(server.giveTicket('agent01'))
    const [session] = server.sessionsOf('agent01')
    await first.close()
    const second = await startSkipping([server.origin], { data })
    await expect.poll(second.status).toMatchObject({ signedIn: 'agent01', server: 'connected' })
    expect(second.thumbprint).toBe(first.thumbprint)
    expect(server.sessionsOf('agent01').map(({ id }) => id)).toEqual([session?.id])
    for (const name of ['recorder-key.json', 'session.json']) expect((await stat(join(data, name))).mode & 0o777).toBe(0o600)
    const kept = await readFile(join(data, 'session.json'), 'utf8')
    expect(kept).toContain('agent01')
    expect(kept).not.toMatch(/"d"|ticket-|token/)
    expect(JSON.parse(await readFile(join(data, 'recorder-key.json'), 'utf8'))).toMatchObject({ kty: 'EC', crv: 'P-256' })
  })

  test('[LB18] while the server is away after a restart it goes on asking; a sign-out meanwhile counts', async () => {
    const server = await startServer()
    const data = await makeFolder()
    const first = await startSkipping([server.origin], { data })
    await first.signIn(server.giveTicket('agent01'))
    await first.close()
    await server.kill()
    const second = await startSkipping([server.origin], { data })
    await expect.poll(second.status).toMatchObject({ signedIn: null, server: 'lost' })
    server.endSessions('agent01')
    await server.start()
    second.clock.skip(60_000)
    await expect.poll(second.status).toMatchObject({ signedIn: null, server: 'none' })
  })

  test('[RC14] [RC16] whom nobody signed in asks all the time, and is signed in by the ticket that comes', async () => {
    const server = await startServer()
    const { signIn, status, call } = await startSkipping([server.origin])
    expect(server.waits).toBe(0)
    const authorization = `Session ${(await signIn(server.giveTicket('agent01'))).headers['x-recorder-session']}`
    expect(server.state.log).not.toContain('POST /recorder/v1/wait')
    await call('POST', '/api/v2/me', { authorization }, { operationName: 'EndContactCenterSession' })
    await expect.poll(() => server.waits).toBe(1)
    server.answerWait(server.giveTicket('agent01'))
    await expect.poll(status).toMatchObject({ signedIn: 'agent01', server: 'connected' })
    expect(server.waits).toBe(0)
  })

  test('[RC15] a page’s sign-in ends the wait', async () => {
    const server = await startServer()
    const { signIn, status } = await startSkipping([server.origin])
    await signIn(server.giveTicket('agent01'))
    server.endSessions('agent01')
    await expect.poll(() => server.waits).toBe(1)
    expect((await signIn(server.giveTicket('agent02'))).status).toBe(200)
    expect(await status()).toMatchObject({ signedIn: 'agent02' })
  })
})
