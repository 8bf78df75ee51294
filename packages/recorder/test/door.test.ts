import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { beforeEach, describe, expect, test } from 'vitest'
import { createCaller, fromPage, page, type Reply, startServer, startTestRecorder } from './recorder-rig.ts'
import type { SmallServer } from './small-server.ts'

let server: SmallServer
let recorder: Awaited<ReturnType<typeof startTestRecorder>>
beforeEach(async () => {
  server = await startServer()
  recorder = await startTestRecorder([server.origin])
})

/** Sends bytes as they are and gives back the status line. */
async function raw(text: string): Promise<string> {
  const socket = connect(recorder.port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += String(chunk)
  })
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  socket.write(text)
  await Promise.race([once(socket, 'close'), expect.poll(() => answer).toContain('\r\n\r\n')])
  socket.destroy()
  return answer.split('\r\n')[0] ?? ''
}

describe('who may come in', () => {
  test('[LB1] [S-38] a host that is not exactly ours is 421, before anything else', async () => {
    const { port } = recorder
    const hosts = [
      ...[
        `desk.example:${port}`,
        `127.0.0.1`,
        `127.0.0.1:${port + 1}`,
        `LOCALHOST:${port}`,
        `localhost.:${port}`,
        `127.1:${port}`,
      ],
      ...[`user@127.0.0.1:${port}`, `127.0.0.1:0${port}`, `[::ffff:127.0.0.1]:${port}`, `0.0.0.0:${port}`],
    ]
    for (const host of hosts) {
      for (const method of ['GET', 'OPTIONS', 'POST']) {
        const { status } = await recorder.call(method, '/version', { host })
        expect([host, method, status]).toEqual([host, method, 421])
      }
    }
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`])
      expect((await recorder.call('GET', '/version', { host })).status).toBe(200)
  })

  test('[LB1] [S-38] no host, two, one in the request line, another protocol: nothing comes through', async () => {
    const { port } = recorder
    const own = `Host: 127.0.0.1:${port}\r\n`
    expect(await raw('GET /version HTTP/1.0\r\n\r\n')).toContain(' 421 ')
    expect(await raw('GET /version HTTP/1.1\r\n\r\n')).toContain(' 421 ')
    expect(await raw('GET /version HTTP/1.1\r\nHost: \r\n\r\n')).toContain(' 421 ')
    expect(await raw(`GET /version HTTP/1.1\r\n${own}Host: evil.example\r\n\r\n`)).toContain(' 421 ')
    expect(await raw(`GET http://evil.example/version HTTP/1.1\r\n${own}\r\n`)).toContain(' 421 ')
    expect(await raw(`GET / HTTP/1.1\r\n${own}Connection: Upgrade\r\nUpgrade: websocket\r\n\r\n`)).toContain(' 421 ')
    expect(await raw(`CONNECT evil.example:443 HTTP/1.1\r\n${own}\r\n`)).toContain(' 421 ')
    expect(await raw('nonsense\r\n\r\n')).toContain(' 400 ')
  })

  test('[LB1] it listens on loopback alone, by IPv4 and IPv6', async () => {
    const tables = await Promise.all(['tcp', 'tcp6'].map((name) => readFile(`/proc/net/${name}`, 'latin1')))
    const port = recorder.port.toString(16).toUpperCase().padStart(4, '0')
    const listening = tables.flatMap((table) => [...table.matchAll(/^ *\d+: (\w+):(\w+) \w+:0000 0A /gm)])
    const addresses = listening.filter(([, , each]) => each === port).map(([, address]) => address)
    expect(addresses).toEqual(['0100007F', '00000000000000000000000001000000'])
    expect((await createCaller(recorder.port, '::1')('GET', '/version', { host: `[::1]:${recorder.port}` })).status).toBe(200)
  })

  test('[LB2] [S-39] only a script of a listed page is heard', async () => {
    const strangers = [
      { origin: undefined },
      { origin: 'null' },
      { origin: 'https://desk.example.evil.example' },
      { origin: 'http://desk.example' },
      { origin: `${page}:443` },
      { origin: `${page}/` },
      { origin: page.toUpperCase() },
      { 'sec-fetch-site': undefined },
      { 'sec-fetch-site': 'none' },
      { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'image' },
      { 'sec-fetch-mode': 'navigate' },
    ]
    const { ticket, headers } = { ticket: server.giveTicket('agent01'), headers: { authorization: '' } }
    for (const stranger of strangers) {
      for (const [method, path] of [
        ['GET', '/api/v2/me'],
        ['POST', '/api/v2/me'],
        ['GET', '/ping'],
        ['GET', '/recorder/status'],
      ] as const) {
        const answer = await recorder.call(method, path, { ...headers, authorization: `Ticket ${ticket}`, ...stranger })
        expect([stranger, path, answer.status, answer.body?.statusCode]).toEqual([stranger, path, 403, 3])
        expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
      }
    }
    expect(server.state.log).toEqual([])
  })

  test('[LB2] what a form can send does nothing', async () => {
    const signedIn = await signIn()
    const cookie = cookieOf(signedIn)
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'text/plain;application/json',
      '',
    ])
      expect(
        (
          await recorder.call(
            'POST',
            '/api/v2/me',
            { 'content-type': type, cookie },
            '{"operationName":"EndContactCenterSession"}',
          )
        ).status,
      ).toBe(415)
    expect(server.sessionsOf('agent01')).toHaveLength(1)
  })

  test('[LB3] [S-40] another user of the machine gets 403, whatever they send', async () => {
    const { port } = recorder
    const request = `GET /version HTTP/1.1\\r\\nHost: 127.0.0.1:${port}\\r\\nConnection: close\\r\\n\\r\\n`
    const script = `exec 3<>/dev/tcp/127.0.0.1/${port}; printf '${request}' >&3; head -n 1 <&3`
    const ask = async (...prefix: string[]) => {
      const [program = '', ...args] = [...prefix, 'bash', '-c', script]
      const child = spawn(program, args)
      let said = ''
      child.stdout.on('data', (chunk) => {
        said += String(chunk)
      })
      await once(child, 'close')
      return said.split(' ')[1]
    }
    expect(await ask()).toBe('200')
    // Only root can be somebody else.
    if (process.getuid?.() === 0) expect(await ask('setpriv', '--reuid=65534', '--regid=65534', '--clear-groups')).toBe('403')
  })

  test('[LB4] [S-44] the version is one version, and strangers’ pages cannot read it', async () => {
    const stranger = await recorder.call('GET', '/version', { origin: 'https://evil.example' })
    expect([stranger.status, stranger.body]).toEqual([200, { version: '1.2.3' }])
    expect(Object.keys(stranger.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
    const own = await recorder.call('GET', '/version', {})
    expect(own.headers['access-control-allow-origin']).toBe(page)
    expect((await recorder.call('GET', '/version', { origin: undefined, 'sec-fetch-site': undefined })).status).toBe(200)
  })

  test('[LB5] a preflight without an origin is 400, from a listed page 200 with all headers, from any other 403 without', async () => {
    const missing = await recorder.call('OPTIONS', '/api/v2/me/', { origin: undefined })
    expect([missing.status, missing.body?.statusCode]).toEqual([400, 1])
    const stranger = await recorder.call('OPTIONS', '/api/v2/me', { origin: 'https://evil.example' })
    expect([stranger.status, Object.keys(stranger.headers).filter((name) => name.startsWith('access-control'))]).toEqual([
      403,
      [],
    ])
    for (const path of ['/api/v2/me', '/api/v2/me/', '/ping', '/recorder/status']) {
      const { status, headers } = await recorder.call('OPTIONS', path, { 'access-control-request-headers': 'authorization' })
      expect(status).toBe(200)
      expect(headers).toMatchObject({
        'access-control-allow-origin': page,
        'access-control-allow-credentials': 'true',
        'access-control-allow-methods': 'GET, POST, OPTIONS',
        'access-control-max-age': '120',
        vary: 'Origin',
      })
      for (const name of ['Authorization', 'X-CSRF-Token', 'X-Support-CSRFP', 'Content-Type'])
        expect(headers['access-control-allow-headers']).toContain(name)
    }
  })

  test('[LB6] [S-39] nothing can be loaded as an image or a script', async () => {
    const answers = [
      await recorder.call('GET', '/version', { origin: undefined }),
      await recorder.call('GET', '/recorder/status'),
      await recorder.call('GET', '/nothing'),
      await recorder.call('OPTIONS', '/ping', { origin: undefined }),
      await recorder.call('GET', '/version', { host: 'evil.example' }),
    ]
    for (const { headers } of answers)
      expect(headers).toMatchObject({
        'cross-origin-resource-policy': 'same-origin',
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      })
  })

  test('[LB2] what nobody knows is 404, with the statusCode of the contract', async () => {
    const { status, body } = await recorder.call('GET', '/api/v2/users')
    expect([status, body]).toEqual([404, { statusCode: 6, statusMessage: expect.any(String) }])
    expect((await recorder.call('DELETE', '/api/v2/me')).status).toBe(404)
  })
})

function signIn(headers: Record<string, string> = {}): Promise<Reply> {
  return recorder.call('GET', '/api/v2/me', { authorization: `Ticket ${server.giveTicket('agent01')}`, ...headers })
}

function cookieOf({ headers }: Reply): string {
  return String(headers['set-cookie']).split(';')[0] ?? ''
}

describe('a session', () => {
  test('[LB11] [S-41] a ticket signs in: the user, the cookie, and a token for pages whose cookie is not sent', async () => {
    const ticket = server.giveTicket('agent01', recorder.thumbprint)
    const { status, body, headers } = await recorder.call('GET', '/api/v2/me/', { authorization: `Ticket ${ticket}` })
    expect([status, body]).toEqual([
      200,
      {
        statusCode: 0,
        user: {
          ...{
            id: 'u-agent01',
            userName: 'agent01',
            firstName: 'Amara',
            lastName: 'Okafor',
            enabled: true,
            roles: ['ROLE_AGENT'],
          },
          ...{
            changePasswordOnFirstLogin: false,
            contactCenterId: 'demo',
            path: '/users/u-agent01',
            uri: `${server.origin}/api/v2/users/u-agent01`,
          },
        },
      },
    ])
    expect(headers['access-control-expose-headers']).toContain('X-Recorder-Session')
    const [cookie = ''] = headers['set-cookie'] ?? []
    expect(cookie).toMatch(/^JSESSIONID=[\w-]{43}; Path=\/; HttpOnly; SameSite=None; Secure$/)
    expect(headers['x-csrf-token']).toBeUndefined()
    const token = String(headers['x-recorder-session'])
    expect((await recorder.call('GET', '/ping', { authorization: `Session ${token}` })).body).toEqual({ statusCode: 0 })
    expect((await recorder.call('GET', '/api/v2/me', { cookie: cookie.split(';')[0] ?? '' })).body).toMatchObject({
      user: { userName: 'agent01' },
    })
    expect(recorder.log.join('')).not.toContain(ticket)
    expect(recorder.log.join('')).not.toContain(token)
  })

  test('[LB11] [S-41] Basic is 403 unless it is switched on, and the password goes nowhere', async () => {
    const authorization = `Basic ${Buffer.from(`agent01:${server.state.password}`).toString('base64')}`
    const { status, body } = await recorder.call('GET', '/api/v2/me', { authorization })
    expect([status, body?.statusCode]).toEqual([403, 3])
    expect(server.state.log).toEqual([])
    const open = await startTestRecorder([server.origin], { basic: true })
    const signedIn = await open.call('GET', '/api/v2/me', { authorization })
    expect([signedIn.status, server.sessionsOf('agent01')[0]?.application]).toEqual([200, 'recorder'])
    expect(open.log.join('')).not.toContain(server.state.password)
    for (const wrong of [
      `Basic ${Buffer.from('agent01:wrong').toString('base64')}`,
      'Basic !!!',
      'Basic',
      'Bearer x',
      'Ticket a b',
      'Ticket',
    ]) {
      const answer = await open.call('GET', '/api/v2/me', { authorization: wrong })
      expect([wrong, answer.status, answer.body]).toEqual([wrong, 403, { statusCode: 20, statusMessage: 'Access denied' }])
    }
  })

  test('[LB12] what the server refuses is refused: a used ticket, one for another recorder, a wrong one', async () => {
    const used = server.giveTicket('agent01')
    expect((await recorder.call('GET', '/api/v2/me', { authorization: `Ticket ${used}` })).status).toBe(200)
    for (const ticket of [used, server.giveTicket('agent01', 'A'.repeat(43)), 'nonsense']) {
      const { status, body } = await recorder.call('GET', '/api/v2/me', { authorization: `Ticket ${ticket}` })
      expect([status, body]).toEqual([403, { statusCode: 20, statusMessage: 'Access denied' }])
    }
  })

  test('[LB14] with X-Support-CSRFP a token comes, and a sign-out by cookie needs it', async () => {
    const signedIn = await signIn({ 'x-support-csrfp': 'True' })
    const { headers } = signedIn
    expect([headers['x-csrf-header'], headers['access-control-expose-headers']]).toEqual([
      'X-CSRF-Token',
      'X-CSRF-Header, X-CSRF-Token, X-Recorder-Session, Retry-After',
    ])
    const csrf = String(headers['x-csrf-token'])
    const cookie = cookieOf(signedIn)
    const end = { operationName: 'EndContactCenterSession' }
    for (const wrong of [undefined, 'wrong', csrf.slice(1)]) {
      const { status, body } = await recorder.call('POST', '/api/v2/me', { cookie, 'x-csrf-token': wrong }, end)
      expect([status, body]).toEqual([403, { statusCode: 3, statusMessage: 'Missing or invalid Csrf token' }])
    }
    expect(server.sessionsOf('agent01')).toHaveLength(1)
    expect((await recorder.call('POST', '/api/v2/me/', { cookie, 'x-csrf-token': csrf }, end)).body).toEqual({ statusCode: 0 })
    expect(server.sessionsOf('agent01')).toEqual([])
    expect((await recorder.call('GET', '/ping', { cookie })).status).toBe(401)
  })

  test('[LB16] a sign-out by the session, by cookie or by Basic ends the session at the server', async () => {
    const end = { operationName: 'EndContactCenterSession' }
    const first = await signIn()
    const session = `Session ${first.headers['x-recorder-session']}`
    expect((await recorder.call('POST', '/api/v2/me', { authorization: session }, end)).status).toBe(200)
    expect(server.sessionsOf('agent01')).toEqual([])
    const second = await signIn()
    expect((await recorder.call('POST', '/api/v2/me', { cookie: cookieOf(second) }, end)).status).toBe(200)
    expect(server.sessionsOf('agent01')).toEqual([])

    const open = await startTestRecorder([server.origin], { basic: true })
    const basic = (name: string, password: string) => `Basic ${Buffer.from(`${name}:${password}`).toString('base64')}`
    const good = basic('agent01', server.state.password)
    const { headers } = await open.call('GET', '/api/v2/me', { authorization: good, 'x-support-csrfp': 'True' })
    const csrf = String(headers['x-csrf-token'])
    const out = (authorization: string, token?: string) =>
      open.call('POST', '/api/v2/me', { authorization, 'x-csrf-token': token }, end).then(({ status }) => status)
    expect(await out(good)).toBe(403)
    expect(await out(basic('agent01', 'wrong'), csrf)).toBe(403)
    expect(await out(basic('agent02', server.state.password), csrf)).toBe(403)
    expect(server.sessionsOf('agent01')).toHaveLength(1)
    expect(await out(good, csrf)).toBe(200)
    await expect.poll(() => server.sessionsOf('agent01')).toEqual([])
    expect((await open.call('GET', '/recorder/status')).body).toMatchObject({ signedIn: null, server: 'none' })
  })

  test('[LB14] nobody’s cookie, two cookies and a closed session are nobody', async () => {
    const cookie = cookieOf(await signIn())
    for (const wrong of ['JSESSIONID=', 'JSESSIONID=x', `${cookie}; ${cookie}`, 'OTHER=1'])
      expect((await recorder.call('GET', '/ping', { cookie: wrong })).body).toEqual({
        statusCode: 20,
        statusMessage: 'Access denied',
      })
    expect((await recorder.call('GET', '/api/v2/me')).status).toBe(403)
  })

  test('[LB10] a POST brings server, peer_server, place and devices; unknown names are ignored', async () => {
    const configuration = [
      { name: 'server', value: `${server.origin}/` },
      { name: 'peer_server', value: server.origin },
      { name: 'place', value: 'Place 1' },
      { name: 'devices', value: [{ dn: 'DN1', switch: 'Switch' }, { dn: 'DN2' }] },
      { name: 'whatever', value: { is: 'ignored' } },
    ]
    const post = (body: unknown) =>
      recorder.call('POST', '/api/v2/me', { authorization: `Ticket ${server.giveTicket('agent01')}` }, body)
    expect((await post(configuration)).status).toBe(200)
    expect((await post([])).status).toBe(200)
    for (const wrong of [
      {},
      { operationName: 'Nonsense' },
      [1],
      [{ value: 1 }],
      [{ name: 'server', value: 1 }],
      [{ name: 'devices', value: 'x' }],
      'not json',
      '"text"',
      'null',
    ])
      expect([wrong, (await post(wrong)).status, (await post(wrong)).body?.statusCode]).toEqual([wrong, 400, 10])
  })

  test('[LB10] [S-42] a server that is not on the list is 403, and no packet leaves for it', async () => {
    const evil = await startServer()
    for (const name of ['server', 'peer_server']) {
      for (const value of [
        evil.origin,
        evil.origin.replace('127.0.0.1', 'localhost'),
        `${server.origin}@${evil.origin.slice(7)}`,
      ]) {
        const authorization = `Ticket ${server.giveTicket('agent01')}`
        const { status, body } = await recorder.call('POST', '/api/v2/me', { authorization }, [{ name, value }])
        expect([value, status, body?.statusCode]).toEqual([value, 403, 3])
      }
    }
    expect([server.state.log, evil.state.log]).toEqual([[], []])
  })

  test('[LB10] [S-42] a listed server that redirects is one that does not answer', async () => {
    const evil = await startServer()
    server.state.redirectTo = evil.origin
    expect((await signIn()).status).toBe(503)
    expect(evil.state.log).toEqual([])
  })

  test('[LB4] the status tells a listed page who is here, and where the recorder stands', async () => {
    expect((await recorder.call('GET', '/recorder/status')).body).toEqual({
      ...{ recorder: recorder.thumbprint, version: '1.2.3', signedIn: null, recording: 'no', server: 'none' },
      spool: { bytes: 0, limitBytes: 1e9 },
    })
    await signIn()
    await expect
      .poll(async () => (await recorder.call('GET', '/recorder/status')).body)
      .toMatchObject({ signedIn: 'agent01', server: 'connected' })
    await server.kill()
    await expect
      .poll(async () => (await recorder.call('GET', '/recorder/status')).body)
      .toMatchObject({ signedIn: 'agent01', server: 'lost' })
    expect(Object.keys(fromPage)).toContain('origin')
  })
})
