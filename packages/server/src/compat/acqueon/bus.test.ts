import { connect } from 'node:net'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AcqueonRig, createAcqueonRig } from '../../../test/acqueon-rig.ts'
import { anything, fitting, mostly, mutated } from '../../../test/fitting.ts'
import { requestData } from './requests.ts'

let rig: AcqueonRig
beforeEach(async () => {
  rig = await createAcqueonRig()
})
afterEach(() => rig.close())

describe('the handshake', () => {
  /** The status line of a raw handshake. */
  async function shake(lines: string[], path = '/compat/acqueon/bus'): Promise<string> {
    const { port } = new URL(rig.url)
    const line = connect(Number(port), '127.0.0.1')
    const head = [
      `GET ${path} HTTP/1.1`,
      `Host: 127.0.0.1:${port}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ]
    line.write(`${[...head, ...lines].join('\r\n')}\r\n\r\n`)
    const status = await new Promise<string>((resolve) =>
      line.once('data', (data) => resolve(String(data).split('\r\n')[0] ?? '')),
    )
    line.destroy()
    return status
  }

  test('[AQ1] [S-33] only from our own pages, listed ones, and clients that are no browser', async () => {
    await rig.setPreference('security.allowedOrigins', ['https://crm.example'])
    const taken = 'HTTP/1.1 101 Switching Protocols'
    const refused = 'HTTP/1.1 403 Forbidden'
    expect(await shake([])).toBe(taken)
    expect(await shake([`Origin: ${rig.url}`, 'Cookie: hotseat=x'])).toBe(taken)
    expect(await shake(['Origin: https://crm.example'])).toBe(taken)
    expect(await shake(['Cookie: hotseat=x'])).toBe(refused)
    expect(await shake([`Origin: ${rig.url}`, 'Sec-Fetch-Site: cross-site'])).toBe(refused)
    for (const origin of ['https://evil.example', 'null', `${rig.url}/`, 'https://crm.example.evil.example', ''])
      expect([origin, await shake([`Origin: ${origin}`])]).toEqual([origin, refused])
  })

  test('[AQ1] [CP5] another address, another method', async () => {
    expect(await shake([], '/compat/acqueon/other')).toBe('HTTP/1.1 404 Not Found')
    const nowhere = await fetch(`${rig.url}/compat/acqueon/other?x=1`)
    expect([nowhere.status, await nowhere.json()]).toMatchObject([
      404,
      { channel: 'Cisco', topic: 'Error', subtopic: 'RequestRefused', message: { reason: 'request.notFound' } },
    ])
    expect((await fetch(`${rig.url}/compat/acqueon/pubsub.js`, { method: 'POST' })).status).toBe(405)
  })
})

describe('frames', () => {
  test('[AQ2] nothing is taken before the registration', async () => {
    const client = rig.open()
    client.send('Agent', 'SetReadyState')
    expect(await client.next()).toEqual({
      ...{ channel: 'Cisco', topic: 'Error', subtopic: 'NotRegistered' },
      message: { request: 'Agent/SetReadyState' },
    })
    for (let time = 0; time < 2; time++) {
      client.send('Registration', 'Register')
      expect(await client.next()).toEqual({
        ...{ channel: 'Cisco', topic: 'Registration', subtopic: 'Registered' },
        message: { channel: 'Cisco', source: 'test' },
      })
    }
  })

  const bad: [string, string, object][] = [
    ['no JSON', '{', { reason: 'The frame is not JSON.' }],
    ['no object', '7', { reason: 'The frame must be object.' }],
    ['nothing in it', '{}', { field: 'channel', reason: 'channel is missing.' }],
    ['no topic', '{"channel":"Cisco","subtopic":"x"}', { field: 'topic', reason: 'topic is missing.' }],
    ['no subtopic', '{"channel":"Cisco","topic":"Agent"}', { field: 'subtopic', reason: 'subtopic is missing.' }],
    ['a number for a topic', '{"channel":"Cisco","topic":1,"subtopic":"x"}', { field: 'topic', reason: 'topic must be string.' }],
    ['another channel', '{"channel":"Amazon","topic":"Agent","subtopic":"SetReadyState"}', { field: 'channel' }],
    ['an unknown request', '{"channel":"Cisco","topic":"Agent","subtopic":"Fly"}', { field: 'subtopic' }],
    ['a prototype’s name', '{"channel":"Cisco","topic":"__proto__","subtopic":"toString"}', { field: 'subtopic' }],
    ['no data', '{"channel":"Cisco","topic":"Agent","subtopic":"SetUserInfo"}', { field: 'data.username' }],
    [
      'no password',
      '{"channel":"Cisco","topic":"Agent","subtopic":"SetUserInfo","data":{"username":"agent01","extension":"5001"}}',
      { field: 'data.password', reason: 'data.password is missing.' },
    ],
    ['a zero byte', '{"channel":"Cisco","topic":"Agent\\u0000","subtopic":"x"}', {}],
    ['half a pair', '{"channel":"Cisco","topic":"\\ud800","subtopic":"x"}', {}],
    ['a deep document', `{"channel":"Cisco","topic":"x","subtopic":"x","data":${'['.repeat(40)}${']'.repeat(40)}}`, {}],
  ]
  test.each(bad)('[AQ3] a frame with %s is answered with what is wrong', async (_name, frame, message) => {
    const client = await rig.register()
    client.socket.send(frame)
    expect(await client.next()).toMatchObject({ channel: 'Cisco', topic: 'Error', subtopic: 'BadMessage', message })
    client.socket.send(Buffer.from([1, 2, 3]))
    expect(await client.next()).toMatchObject({ topic: 'Error', subtopic: 'BadMessage' })
    expect(await client.settled()).toEqual([])
  })

  test('[AQ3] [CP5] whatever is sent, the line answers, the server has no fault, and a stranger changes nothing', async () => {
    const client = await rig.register()
    const requests = fc.oneof(
      ...Object.entries(requestData).map(([name, schema]) => {
        const [topic = '', subtopic = ''] = name.split('/')
        const data = name === 'Agent/SetUserInfo' ? fc.record({ username: anything, extension: anything }) : fitting(schema)
        return fc.record({
          channel: fc.constant('Cisco'),
          topic: fc.constant(topic),
          subtopic: fc.constant(subtopic),
          data: mostly(data),
        })
      }),
      fc.record({ channel: mostly(fc.constant('Cisco')), topic: anything, subtopic: anything, data: anything }),
      anything,
    )
    const before = JSON.stringify(rig.tables())
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        client.socket.send(JSON.stringify(request) ?? 'undefined')
        const names = await client.settled()
        expect(names).not.toContain('closed')
        expect(
          names.every((name) => /^(Error\/(BadMessage|NotSignedIn)|Registration\/Registered|Agent\/Login)$/.test(name)),
        ).toBe(true)
      }),
      { numRuns: 300 },
    )
    expect(JSON.stringify(rig.tables())).toBe(before)
    expect(rig.faults).toEqual([])
  })

  test('[AQ3] [CP5] whatever somebody who is signed in sends, the server has no fault', async () => {
    let client = await rig.register()
    await rig.signIn(client, 'agent01')
    const requests = fc.oneof(
      ...Object.entries(requestData).map(([name, schema]) => {
        const [topic, subtopic] = name.split('/')
        return fc.oneof(fitting(schema), mutated(schema)).map((data) => ({ channel: 'Cisco', topic, subtopic, data }))
      }),
    )
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        client.socket.send(JSON.stringify(request))
        const names = await client.settled()
        expect(
          names.filter((name) => name.startsWith('Error/') && !/^Error\/(BadMessage|NotSignedIn|RequestRefused)$/.test(name)),
        ).toEqual([])
        if (!names.includes('Agent/Login')) return
        client.socket.terminate()
        client = await rig.register()
        await rig.signIn(client, 'agent01')
      }),
      { numRuns: 300 },
    )
    expect(rig.faults).toEqual([])
  })

  test('[AQ4] a frame over 64 KiB closes the line', async () => {
    const client = await rig.register()
    client.socket.send(JSON.stringify({ channel: 'Cisco', topic: 'x', subtopic: 'x', data: 'x'.repeat(65_000) }))
    expect(await client.next()).toMatchObject({ subtopic: 'BadMessage' })
    client.socket.send(JSON.stringify({ channel: 'Cisco', topic: 'x', subtopic: 'x', data: 'x'.repeat(66_000) }))
    expect(await client.closed).toBe(1009)
  })

  test('[AQ4] a flood of requests closes the line', async () => {
    const client = await rig.register()
    const frame = JSON.stringify({ channel: 'Cisco', topic: 'Call', subtopic: 'GetCallState' })
    for (let each = 0; each < 2_000; each++) client.socket.send(frame)
    expect(await client.closed).toBe(1008)
  })

  test('[AQ4] a line that nobody registers on, or at whose end nobody is, is closed', async () => {
    const idle = rig.open()
    const silent = await rig.register()
    const living = await rig.register()
    await rig.signIn(living, 'agent01')
    silent.socket.pause()
    rig.stage.clock.advance(35_000)
    expect(await idle.closed).toBe(1008)
    for (let each = 0; each < 4; each++) {
      await living.settled()
      rig.stage.clock.advance(10_000)
    }
    silent.socket.resume()
    expect(await silent.closed).toBe(1006)
    expect(await living.settled()).toEqual([])
  })

  test('[AQ7] [S-33] a line on which nobody signs in within fifteen minutes is closed; that of who signed out stays', async () => {
    const anonymous = await rig.register()
    const left = await rig.register()
    await rig.signIn(left, 'agent01')
    left.send('Connection', 'Logout')
    await left.message('Agent/Login')
    const both = async (passMs: number) => {
      rig.stage.clock.advance(passMs)
      return [await anonymous.settled(), await left.settled()]
    }
    const steps = [...Array.from({ length: 59 }, () => 15_000), 14_999]
    for (const passMs of steps) expect(await both(passMs)).toEqual([[], []])
    await rig.signIn(anonymous, 'agent02', { password: 'certainly not this one' })
    rig.stage.clock.advance(5_001)
    expect(await anonymous.closed).toBe(1008)
    expect((await rig.signIn(left, 'agent01')).at(-1)?.subtopic).toBe('SetWrapupCode')
  })

  test('[AQ5] a server that stops sends its clients elsewhere', async () => {
    const client = await rig.register()
    const drained = rig.node.drain()
    expect(await client.closed).toBe(1012)
    await drained
    const late = rig.open()
    expect(await late.closed).toBe(1006)
  })
})
