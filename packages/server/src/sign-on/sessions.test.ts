import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, createTestNode, documentOf, feedOf, origin, refusalOf } from '../../test/stage.ts'
import { demoPassword } from '../demo/seed-demo.ts'

let stage: Awaited<ReturnType<typeof createStage>>
beforeEach(async () => {
  stage = await createStage()
})
const live = (tenant = 'demo') => stage.deps.store.tenant(tenant).find('sessions', { where: { endedAt: null } })

describe('signing in again', () => {
  test('[S-29] the same request ten times, replies lost: one session, the state unchanged', async () => {
    const browser = stage.browser()
    const { session } = documentOf(await browser.signIn('agent01'))
    await browser.get('setState', { body: { medium: 'voice', state: 'READY' } })
    for (let each = 0; each < 10; each++) {
      const lost = browser.cookie
      const again = documentOf(await browser.signIn('agent01'))
      expect(again.session).toMatchObject({ id: session.id, startedAt: session.startedAt })
      expect(again.agent?.states.find(({ medium }) => medium === 'voice')?.state).toBe('READY')
      browser.cookie = each % 2 === 0 ? lost : null
    }
    expect(await live()).toHaveLength(1)
    expect(await stage.deps.store.system.find('browsers')).toHaveLength(1)
  })

  test('[SI3] the seat: extension, place, where one sits, one’s own number', async () => {
    const browser = stage.browser()
    const seat = async (wish: object) => {
      const { agent } = documentOf(await browser.signIn('agent01', wish))
      return [agent?.extension, agent?.place]
    }
    expect(await seat({})).toEqual(['5001', null])
    expect(await seat({ place: 'desk-09' })).toEqual(['5009', 'desk-09'])
    expect(await seat({})).toEqual(['5009', 'desk-09'])
    expect(await seat({ place: 'desk-09', extension: '5011' })).toEqual(['5011', 'desk-09'])
    expect(refusalOf(await browser.signIn('agent01', { extension: '12345' }))).toMatchObject({ field: 'extension' })
    expect(await seat({})).toEqual(['5011', 'desk-09'])
  })

  test('[SI10] elsewhere it is refused, with the place; taking over ends the other and carries the work on', async () => {
    const first = stage.browser()
    documentOf(await first.signIn('agent01', { place: 'desk-04' }))
    await first.get('setState', { body: { medium: 'voice', state: 'READY' } })
    const second = stage.browser()
    expect(refusalOf(await second.signIn('agent01'))).toMatchObject({
      code: 'signIn.elsewhere',
      facts: { place: 'desk-04', extension: '5004' },
    })
    const taken = documentOf(await second.signIn('agent01', { takeOver: true }))
    expect(taken.agent?.states.find(({ medium }) => medium === 'voice')?.state).toBe('READY')
    expect(taken.agent?.place).toBe('desk-04')
    expect(refusalOf(await first.call('setState', { body: { medium: 'voice', state: 'READY' } })).code).toBe('session.missing')
    expect(refusalOf(await first.resume()).code).toBe('resume.takenOver')
  })

  test('[SI11] a second person on an extension signs the first out with the reason', async () => {
    const first = stage.browser()
    documentOf(await first.signIn('agent01'))
    documentOf(await stage.browser().signIn('agent02', { extension: '5001' }))
    const row = await stage.deps.store.tenant('demo').get('agents', { userId: 'u-agent01' })
    expect(row?.agent).toMatchObject({ sessionId: null, extension: null })
    expect(row?.agent.states[0]).toMatchObject({ state: 'LOGOUT', reasonCode: 50_003 })
  })

  test('[SI12] somebody else in the same browser ends the first one’s session there', async () => {
    const browser = stage.browser()
    const first = documentOf(await browser.signIn('agent01'))
    documentOf(await browser.signIn('agent02'))
    const row = await stage.deps.store.tenant('demo').get('sessions', { id: first.session.id })
    expect(row).toMatchObject({ endReason: 'replaced' })
    expect(await live()).toHaveLength(1)
  })

  test('[SI13] isolated tabs hold sessions of their own beside the shared one', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('agent01'))
    browser.subId = 'tab-2'
    documentOf(await browser.signIn('supervisor01'))
    expect((await browser.get('session')).user.username).toBe('supervisor01')
    browser.subId = ''
    expect((await browser.get('session')).user.username).toBe('agent01')
    await browser.get('signOut', { body: {} })
    expect(browser.cookie).not.toBeNull()
    browser.subId = 'tab-2'
    await browser.get('signOut', { body: {} })
    expect(browser.cookie).toBeNull()
  })

  test('[SI13] labels with a meaning to JavaScript are just labels', async () => {
    const browser = stage.browser()
    browser.subId = '__proto__'
    documentOf(await browser.signIn('agent01'))
    expect((await browser.get('session')).user.username).toBe('agent01')
    browser.subId = 'constructor'
    expect(refusalOf(await browser.call('session')).code).toBe('session.missing')
  })

  test('[SI14] checkOnly tells what is live and changes nothing', async () => {
    const browser = stage.browser()
    const check = (username: string) => browser.call('signIn', { body: { tenant: 'demo', username, checkOnly: true } })
    expect(refusalOf(await check('agent01')).code).toBe('signIn.none')
    const { session } = documentOf(await browser.signIn('agent01'))
    const { length } = await feedOf(stage.deps.store)
    expect(documentOf(await check('AGENT01')).session.id).toBe(session.id)
    expect(refusalOf(await check('agent02')).code).toBe('signIn.none')
    expect(await feedOf(stage.deps.store)).toHaveLength(length)
  })

  test('[SI15] a device key that is no point of the curve is refused', async () => {
    const x = Buffer.alloc(32, 1).toString('base64url')
    const deviceKey = { kty: 'EC', crv: 'P-256', x, y: x } as const
    expect(refusalOf(await stage.browser().signIn('agent01', { deviceKey }))).toMatchObject({
      code: 'signIn.deviceKey',
      field: 'deviceKey',
    })
  })

  test('[SI16] a bearer client gets an access token and no cookie; another origin gets no cookie either', async () => {
    const foreign = stage.browser({ origin: 'https://crm.example.com', sameOrigin: false })
    expect(refusalOf(await foreign.signIn('agent01'))).toMatchObject({ code: 'request.invalid', field: 'credential' })
    const { accessToken } = documentOf(await foreign.signIn('agent01', { credential: 'bearer' }))
    expect(foreign.cookie).toBeNull()
    expect(accessToken?.expiresAt).toBe(stage.clock.now() + 300_000)
    expect((await foreign.get('session')).user.username).toBe('agent01')
    stage.clock.advance(300_001)
    expect(refusalOf(await foreign.call('session')).code).toBe('session.missing')
    documentOf(await foreign.resume())
    expect((await foreign.get('session')).user.username).toBe('agent01')
  })

  test('[S-03] an outdated hash is renewed by the right password', async () => {
    const { hash } = await import('@node-rs/argon2')
    const { store } = stage.deps
    const account = await store.system.get('accounts', { id: 'u-agent01' })
    const passwordHash = await hash(demoPassword, { memoryCost: 16, timeCost: 1, parallelism: 1 })
    if (account) await store.system.transact(async (rows) => rows.put('accounts', { ...account, passwordHash }))
    // All at once: whoever is verified against the old hash while another one renews it has the right password, too.
    const all = await Promise.all(Array.from({ length: 8 }, () => stage.browser().signIn('agent01', { takeOver: true })))
    expect(all.every(({ ok }) => ok)).toBe(true)
    const renewed = await store.system.get('accounts', { id: 'u-agent01' })
    expect(renewed?.passwordHash).toContain('m=8,')
    documentOf(await stage.browser().signIn('agent01', { takeOver: true }))
  })
})

describe('tokens', () => {
  test('[S-21] nothing in the store lets anybody in', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('agent01'))
    const bearer = stage.browser()
    documentOf(await bearer.signIn('agent02', { credential: 'bearer' }))
    const tables = ['sessions', 'devices', 'agents'] as const
    const rows = [
      ...(await Promise.all(tables.map((table) => stage.deps.store.tenant('demo').find(table)))),
      await stage.deps.store.system.find('browsers'),
      await stage.deps.store.system.find('accounts'),
      await feedOf(stage.deps.store),
    ]
    const dump = JSON.stringify(rows)
    for (const secret of [browser.cookie, bearer.accessToken, bearer.accessToken?.split('.')[1], demoPassword]) {
      expect(dump).not.toContain(String(secret))
    }
    for (const [value] of dump.matchAll(/"[A-Za-z0-9_.-]{20,}"/g)) {
      const thief = stage.browser()
      thief.cookie = value.slice(1, -1)
      expect(refusalOf(await thief.call('session')).code).toBe('session.missing')
      thief.accessToken = `demo.${value.slice(1, -1)}`
      expect(refusalOf(await thief.call('session')).code).toBe('session.missing')
    }
  })

  test('[S-22] a planted cookie is never adopted', async () => {
    const browser = stage.browser()
    browser.cookie = 'planted-by-somebody-else'
    documentOf(await browser.signIn('agent01'))
    const thief = stage.browser()
    thief.cookie = 'planted-by-somebody-else'
    expect(refusalOf(await thief.call('session')).code).toBe('session.missing')
  })

  test('[S-65] no event carries a password, token or key', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('agent01'))
    const { csrfToken } = documentOf(await browser.resume())
    await browser.get('changePassword', { body: { current: demoPassword, next: 'canary horse staple' } })
    const text = JSON.stringify(await feedOf(stage.deps.store))
    for (const secret of [demoPassword, 'canary horse', browser.device?.publicKey.x, csrfToken])
      expect(text).not.toContain(secret)
  })
})

describe('ending', () => {
  test('[S-05] a changed password ends every session and key, in every tenant, on every node', async () => {
    const other = createTestNode({ store: stage.deps.store, clock: stage.clock, nodeId: 'node-2' })
    const demo = stage.browser()
    documentOf(await demo.signIn('consultant01'))
    const acme = other.browser()
    documentOf(await acme.signIn('consultant01', { tenant: 'acme' }))
    const third = other.browser()
    documentOf(await third.signIn('consultant01'))
    await demo.get('changePassword', { body: { current: demoPassword, next: 'a horse of another colour' } })
    for (const browser of [demo, acme, third]) {
      expect(refusalOf(await browser.call('session')).code).toBe('session.missing')
      expect(refusalOf(await browser.resume()).code).toBe('resume.passwordChanged')
    }
    expect(demo.cookie).toBeNull()
    expect(refusalOf(await stage.browser().signIn('consultant01')).code).toBe('signIn.credentials')
    documentOf(await stage.browser().signIn('consultant01', { password: 'a horse of another colour' }))
  })

  test('[S-05] a crash between the tenants is mended by the tick', async () => {
    const acme = stage.browser()
    documentOf(await acme.signIn('consultant01', { tenant: 'acme' }))
    stage.clock.advance(1_000)
    const account = await stage.deps.store.system.get('accounts', { id: 'u-consultant01' })
    const passwordChangedAt = stage.clock.now()
    if (account) await stage.deps.store.system.transact(async (rows) => rows.put('accounts', { ...account, passwordChangedAt }))
    await stage.tick.run()
    expect(refusalOf(await acme.call('session')).code).toBe('session.missing')
  })

  test('[SI30] the new password must differ, be long enough, and not be personal', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('agent01'))
    const change = async (next: string) =>
      refusalOf(await browser.call('changePassword', { body: { current: demoPassword, next } }))
    expect(await change(demoPassword)).toMatchObject({ code: 'password.same', field: 'next' })
    expect(await change('short')).toMatchObject({ code: 'password.length', field: 'next' })
    expect(await change('agent01 agent01 agent01')).toMatchObject({ code: 'password.personal', field: 'next' })
    expect((await browser.call('session')).ok).toBe(true)
  })

  test('[S-24] [S-25] one sees one’s sessions and ends one, or all', async () => {
    const here = stage.browser()
    documentOf(await here.signIn('supervisor01'))
    const there = stage.browser()
    documentOf(await there.signIn('supervisor01'))
    const { sessions } = await here.get('sessions')
    expect(sessions.map(({ current }) => current).toSorted()).toEqual([false, true])
    await here.get('endSession', { params: { id: there.sessionId } })
    expect(refusalOf(await there.call('session')).code).toBe('session.missing')
    expect(refusalOf(await there.resume()).code).toBe('resume.signedOut')

    const third = stage.browser()
    documentOf(await third.signIn('supervisor01'))
    await here.get('signOut', { body: { everywhere: true } })
    expect(await live()).toEqual([])
  })

  test('[SI31] an agent signs out with a reason from the list', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('agent01'))
    expect(refusalOf(await browser.call('signOut', { body: { reasonCode: 12 } }))).toMatchObject({ code: 'agent.reasonUnknown' })
    await browser.get('signOut', { body: { reasonCode: 28 } })
    const row = await stage.deps.store.tenant('demo').get('agents', { userId: 'u-agent01' })
    expect(row?.agent.states[0]).toMatchObject({ state: 'LOGOUT', reasonCode: 28 })
  })

  test('[SI39] a sign-out that is only for who is not ready waits until they are, on every medium', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('agent01'))
    await browser.get('setState', { body: { medium: 'chat', state: 'READY' } })
    const before = await feedOf(stage.deps.store)
    const leave = () => browser.call('signOut', { body: { whenNotReady: true } })
    expect(refusalOf(await leave()).code).toBe('agent.transition')
    expect(await feedOf(stage.deps.store)).toEqual(before)
    await browser.get('setState', { body: { medium: 'chat', state: 'NOT_READY', reasonCode: 11 } })
    expect((await leave()).ok).toBe(true)
  })
})

describe('switching tenants', () => {
  test('[SI40] starts there and ends here, with the same browser and no longer lifetime', async () => {
    const browser = stage.browser()
    const before = documentOf(await browser.signIn('consultant01'))
    stage.clock.advance(60_000)
    const after = await browser.get('switchTenant', { body: { tenant: 'acme' } })
    expect(after.user).toMatchObject({ tenant: 'acme', role: 'executive' })
    expect(after.user.tenants.map(({ id }) => id)).toEqual(['demo', 'acme'])
    expect(after.session.expiresAt).toBe(before.session.expiresAt)
    expect((await browser.get('session')).session.id).toBe(after.session.id)
    expect(await live('demo')).toEqual([])
    expect(documentOf(await browser.resume()).outcome).toBe('recovered')
  })

  test('[SI42] [S-05] a switch that a new password overtakes begins nothing', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('consultant01'))
    const caller = await browser.caller()
    if (!caller.ok) throw new Error(caller.refusal.code)
    stage.clock.advance(1)
    documentOf(await browser.call('changePassword', { body: { current: demoPassword, next: 'quite another one of length' } }))
    const facts = { address: '192.0.2.1', userAgent: '', origin, sameOrigin: true, browserToken: null, subId: '' }
    const body = { tenant: 'acme' }
    const late = stage.handlers.switchTenant({ params: undefined, query: undefined, body, facts, caller: caller.value })
    expect(refusalOf(await late)).toMatchObject({ code: 'session.ended', facts: { code: 'resume.passwordChanged' } })
    expect(await live('acme')).toEqual([])
  })

  test('[SI41] [S-62] a tenant one does not belong to does not exist', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('agent01'))
    for (const tenant of ['acme', 'nowhere', 'demo']) {
      expect(refusalOf(await browser.call('switchTenant', { body: { tenant } })).code).toBe('session.tenant')
    }
  })
})
