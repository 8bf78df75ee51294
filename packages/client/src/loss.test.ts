import { describe, expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import type { Restored, Status } from './hotseat.ts'
import { signedInTab, signIn, startTest } from './testing/start-test.ts'

describe('a loss', () => {
  test('kill -9 and back: the same session, no prompt, the missed events once', async () => {
    const { hotseat, server, clock } = await signedInTab()
    const statuses: Status['kind'][] = []
    const restored: Restored[] = []
    const events: number[] = []
    hotseat.on('status', ({ kind }) => statuses.push(kind))
    hotseat.on('restored', (what) => restored.push(what))
    hotseat.on('event', ({ offset }) => events.push(offset))
    const id = hotseat.session?.session.id
    server.emit({ kind: 'note.saved', userId: 'agent01', data: { version: 1 } })
    server.kill()
    expect(hotseat.status.kind).toBe('reconnecting')
    server.emit({ kind: 'note.saved', userId: 'agent01', data: { version: 2 } })
    await clock.pass(9_000)
    server.mode = 'up'
    await clock.pass(10_000)
    expect(hotseat.status).toEqual({ kind: 'connected' })
    expect(hotseat.session?.session.id).toBe(id)
    expect(restored).toEqual([{ outcome: 'recovered', awayMs: 1_234, snapshot: null }])
    expect(events).toEqual([1, 2])
    expect(server.sent('POST /v1/resume')).toBe(1)
    expect(server.sent('POST /v1/sign-in')).toBe(1)
    expect(new Set(statuses)).toEqual(new Set(['reconnecting', 'connected']))
    hotseat.close()
  })

  test('a line that falls silent is noticed and mended within 35 s', async () => {
    const { hotseat, server, clock } = await signedInTab()
    await clock.pass(10_000)
    server.fallSilent()
    await clock.pass(26_000)
    expect(hotseat.status.kind).toBe('checking')
    await clock.pass(9_000)
    expect(hotseat.status.kind).toBe('connected')
    expect(server.sent('POST /v1/resume')).toBe(1)
    hotseat.close()
  })

  test('[S-55] a resume whose reply is lost is done again, and nobody is signed out', async () => {
    const { hotseat, server, clock } = await signedInTab()
    server.kill()
    await clock.pass(1)
    server.mode = 'up'
    server.losesReplies = 4
    await clock.pass(60_000)
    expect(hotseat.status).toEqual({ kind: 'connected' })
    hotseat.close()
  })

  test('after eight hours of sleep there is one resume', async () => {
    const { hotseat, server, clock, tab } = await signedInTab()
    clock.sleep(8 * 3_600_000)
    tab.signal('thawed')
    tab.signal('becameVisible')
    tab.signal('wentOnline')
    await clock.pass(1_000)
    expect(hotseat.status).toEqual({ kind: 'connected' })
    expect(server.sent('POST /v1/resume')).toBe(1)
    hotseat.close()
  })

  test('a refused resume ends with its reason, and nothing is tried again', async () => {
    const { hotseat, server, clock, store } = await signedInTab()
    const id = hotseat.session?.session.id ?? ''
    server.kill()
    server.end(id, 'resume.passwordChanged')
    server.mode = 'up'
    await clock.pass(60_000)
    expect(hotseat.status).toEqual({ kind: 'signedOut', code: 'resume.passwordChanged' })
    expect(hotseat.session).toBeNull()
    expect(server.sent('POST /v1/resume')).toBe(1)
    expect([...store.values.keys()]).toEqual([])
    hotseat.close()
  })

  test('[S-14] flaps without end never cost a password attempt', async () => {
    const { hotseat, server, clock } = await signedInTab()
    for (let flap = 0; flap < 50; flap++) {
      server.kill()
      await clock.pass(4_000)
      server.mode = 'up'
      await clock.pass(8_000)
    }
    expect(hotseat.status).toEqual({ kind: 'connected' })
    expect(server.sent('POST /v1/sign-in')).toBe(1)
    hotseat.close()
  })

  test('a call that the server does not know the session of is tried twice, then the session is resumed', async () => {
    const { hotseat, server, clock, browser } = await signedInTab()
    browser.cookies.jar = 'rotated-away'
    const refused = expect(hotseat.call('session', {})).rejects.toMatchObject({ code: 'session.missing' })
    await clock.pass(5_000)
    await refused
    expect(server.sent('GET /v1/session')).toBe(2)
    expect(hotseat.status).toEqual({ kind: 'connected' })
    expect(server.sent('POST /v1/resume')).toBe(1)
    hotseat.close()
  })

  test('without the server a call is refused at once', async () => {
    const { hotseat, server } = await signedInTab()
    server.kill()
    await expect(hotseat.call('session', {})).rejects.toMatchObject({ code: 'network.unreachable', status: 0 })
    hotseat.close()
  })

  test('without WebCrypto the cookie alone brings the session back', async () => {
    const { browser, server, clock } = startTest()
    const hotseat = createHotseat({ world: { ...browser.open().world, subtle: null } })
    await signIn(hotseat, server)
    await clock.pass(0)
    server.kill()
    await clock.pass(1_000)
    server.mode = 'up'
    await clock.pass(10_000)
    expect(hotseat.status).toEqual({ kind: 'connected' })
    expect(server.sent('POST /v1/resume')).toBe(0)
    hotseat.close()
  })

  test('a call that nobody answers is given up after 15 s', async () => {
    const { hotseat, server, clock } = await signedInTab()
    server.mode = 'silent'
    const refused = expect(hotseat.call('session', {})).rejects.toMatchObject({ code: 'network.unreachable' })
    await clock.pass(15_000)
    await refused
    hotseat.close()
  })

  test('[S-23] a keep-alive tells whether a person did something since the last one; a call of the page is not a person', async () => {
    const { hotseat, server, clock, tab } = await signedInTab()
    await hotseat.call('session', {})
    await clock.pass(10_000)
    expect(server.log.slice(-1)).toEqual(['ping'])
    tab.signal('used')
    await clock.pass(20_000)
    expect(server.log.slice(-1)).toEqual(['active ping'])
    await clock.pass(20_000)
    expect(server.log.slice(-1)).toEqual(['ping'])
    hotseat.close()
  })

  test('[KA15] a page may hurry its keep-alives, and never slows them', async () => {
    const { hotseat, server, clock } = await signedInTab()
    await clock.pass(10_000)
    const during = async (everyMs: number | null) => {
      hotseat.hurryKeepAlive(everyMs)
      await clock.pass(20_000)
      const before = server.sent('ping')
      await clock.pass(60_000)
      return server.sent('ping') - before
    }
    expect([await during(5_000), await during(null), await during(600_000), await during(1)]).toEqual([12, 3, 3, 60])
    hotseat.close()
  })

  test('after a close nothing goes on', async () => {
    const { hotseat, server, clock } = await signedInTab()
    hotseat.close()
    const before = server.log.length
    await clock.pass(600_000)
    expect(server.log).toHaveLength(before)
    expect(server.sockets).toBe(0)
  })
})
