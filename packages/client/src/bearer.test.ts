import { describe, expect, test } from 'vitest'
import { createHotseat } from './create-hotseat.ts'
import { signedInTab } from './testing/start-test.ts'

const elsewhere = { pageOrigin: 'https://crm.example', origin: 'https://hotseat.test' } as const

describe('a page on another origin', () => {
  test('[S-28] signs in by token: no cookie, and the socket takes the token as its first frame', async () => {
    const { hotseat, server, browser } = await signedInTab(elsewhere)
    expect(hotseat.status).toEqual({ kind: 'connected' })
    expect(browser.cookies.jar).toBeNull()
    expect(server.log).toContain('auth')
    expect((await hotseat.call('setState', { body: { medium: 'voice', state: 'READY' } })).states[0]?.state).toBe('READY')
    hotseat.close()
  })

  test('renews its token before it runs out, without anybody noticing', async () => {
    const { hotseat, server, clock } = await signedInTab(elsewhere)
    const statuses: string[] = []
    hotseat.on('status', ({ kind }) => statuses.push(kind))
    await clock.pass(20 * 60_000)
    expect(server.sent('POST /v1/resume')).toBe(5)
    expect(statuses).toEqual([])
    expect((await hotseat.call('session', {})).user.username).toBe('agent01')
    hotseat.close()
  })

  test('comes back after a reload by its key alone', async () => {
    const { hotseat, browser, clock, tab } = await signedInTab(elsewhere)
    hotseat.close()
    tab.kill()
    const next = createHotseat({ origin: elsewhere.origin, world: browser.open({ pageOrigin: elsewhere.pageOrigin }).world })
    const found = next.restore()
    await clock.pass(1_000)
    expect((await found)?.session.id).toBe(hotseat.session?.session.id)
    next.close()
  })

  test('a client without a page proves itself with the server’s origin', async () => {
    const { hotseat, server, clock } = await signedInTab({ pageOrigin: null, origin: elsewhere.origin })
    server.kill()
    await clock.pass(1_000)
    server.mode = 'up'
    await clock.pass(10_000)
    expect(hotseat.status).toEqual({ kind: 'connected' })
    hotseat.close()
  })
})
