import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, documentOf, feedOf, origin, refusalOf, type TestBrowser } from '../../test/stage.ts'
import { endSession } from './end-session.ts'

const hour = 3_600_000
let stage: Awaited<ReturnType<typeof createStage>>
let browser: TestBrowser
beforeEach(async () => {
  stage = await createStage()
  browser = stage.browser()
  documentOf(await browser.signIn('agent01'))
})

async function callerOf(who: TestBrowser) {
  const found = await who.caller()
  if (!found.ok) throw new Error(found.refusal.code)
  return found.value
}
async function pass(ms: number) {
  stage.clock.advance(ms)
  await stage.tick.run()
}
const voice = async (who = browser) => (await who.get('session')).agent?.states.find(({ medium }) => medium === 'voice')

describe('resume', () => {
  test('[RS1] within the grace period: the same session and state, a new cookie, the missed events of one’s own', async () => {
    await stage.presence.connected(await callerOf(browser))
    await browser.get('setState', { body: { medium: 'voice', state: 'READY' } })
    const { offset } = await browser.get('session')
    const other = stage.browser()
    documentOf(await other.signIn('agent02'))
    await stage.presence.dropped(await callerOf(browser))
    await pass(10_000)
    const back = documentOf(await browser.resume({ offset }))
    expect(back).toMatchObject({ outcome: 'recovered', awayMs: 10_000, gap: false })
    expect(back.events.map(({ kind }) => kind)).toEqual(['session.dropped', 'session.resumed'])
    expect((await voice())?.state).toBe('READY')
  })

  test('[RS2] after the grace period: NOT_READY with the system’s reason, then READY again with its time', async () => {
    await browser.get('setState', { body: { medium: 'voice', state: 'READY' } })
    const ready = await voice()
    await pass(31_000)
    expect(await voice()).toMatchObject({ state: 'NOT_READY', reasonCode: 50_001 })
    expect(documentOf(await browser.resume()).outcome).toBe('recovered')
    expect(await voice()).toEqual(ready)
    await pass(20_000)
    expect((await voice())?.state).toBe('READY')
  })

  test('[RS11] an agent of two tabs whose work was lost in one has it back in the other', async () => {
    const tab = stage.browser({ device: browser.device })
    tab.cookie = browser.cookie
    tab.subId = 'second'
    documentOf(await tab.signIn('agent01'))
    browser.cookie = tab.cookie
    await tab.get('setState', { body: { medium: 'voice', state: 'READY' } })
    await pass(31_000)
    expect((await browser.get('session')).agent?.states).toContainEqual(expect.objectContaining({ reasonCode: 50_001 }))
    const back = documentOf(await browser.resume())
    expect(back.agent?.states).toContainEqual(expect.objectContaining({ medium: 'voice', state: 'READY' }))
    expect(back.agent?.extension).toBe('5001')
  })

  test('[RS12] [S-55] who switched the tenant and never heard the answer is there, by the same device, as often as asked', async () => {
    const mover = stage.browser()
    const before = documentOf(await mover.signIn('consultant01'))
    const { cookie } = mover
    const after = await mover.get('switchTenant', { body: { tenant: 'acme' } })
    mover.cookie = cookie
    expect(refusalOf(await mover.call('session')).code).toBe('session.missing')
    const challenge = stage.deps.challenges.issue()
    const ask = () =>
      mover.resume({
        sessionId: before.session.id,
        challenge,
        offset: before.offset,
        note: { text: 'of the other tenant', version: 0 },
      })
    expect(documentOf(await ask())).toMatchObject({
      session: { id: after.session.id },
      user: { tenant: 'acme' },
      events: [],
      gap: false,
    })
    expect((await mover.get('note')).text).toBe('')
    expect(refusalOf(await ask()).code).toBe('resume.replayed')
    await mover.get('switchTenant', { body: { tenant: 'demo' } })
    const there = documentOf(await mover.resume({ sessionId: before.session.id }))
    expect(there).toMatchObject({ session: { id: mover.sessionId }, user: { tenant: 'demo' } })
    documentOf(await mover.call('signOut', { body: {} }))
    expect(refusalOf(await mover.resume({ sessionId: before.session.id })).code).toBe('resume.signedOut')
  })

  test('[RS12] [S-32] a page comes back into a tenant only if that one lists it', async () => {
    const crm = 'https://crm.example'
    const mover = stage.browser({ origin: crm, sameOrigin: false })
    const before = documentOf(await mover.signIn('consultant01', { credential: 'bearer' }))
    documentOf(await mover.call('switchTenant', { body: { tenant: 'acme' } }))
    expect(refusalOf(await mover.resume({ sessionId: before.session.id })).code).toBe('resume.signedOut')
    await stage.deps.store.tenant('acme').transact(async (tx) => {
      const row = { level: 'tenant', key: 'security.allowedOrigins', value: [crm], locked: false }
      tx.put('preferences', { ...row, changedAt: 0, changedBy: null })
      await tx.emit({ kind: 'preference.changed', userId: null, data: { ...row, previous: null } }, { at: 0, by: null })
    })
    expect(documentOf(await mover.resume({ sessionId: before.session.id })).user.tenant).toBe('acme')
  })

  test('[RS3] after the loss ended the session: a new one with seat and state, the lifetime of the old', async () => {
    await browser.get('setState', { body: { medium: 'voice', state: 'NOT_READY', reasonCode: 12 } })
    const before = await browser.get('session')
    await pass(31_000)
    await pass(hour)
    expect(refusalOf(await browser.call('session')).code).toBe('session.missing')
    const back = documentOf(await browser.resume())
    expect(back.outcome).toBe('resynced')
    expect(back.session.id).not.toBe(before.session.id)
    expect(back.session.expiresAt).toBe(before.session.expiresAt)
    expect(back.agent).toEqual(before.agent)
  })

  test('[RS4] [S-55] the reply to a resync was lost: asking again leads to the same successor', async () => {
    const old = browser.sessionId
    await pass(31_000)
    await pass(hour)
    const first = documentOf(await browser.resume())
    const again = documentOf(await browser.resume({ sessionId: old }))
    expect(again.session.id).toBe(first.session.id)
    expect(again.outcome).toBe('resynced')
  })

  test('[RS5] somebody took the extension meanwhile: the work comes back without a seat', async () => {
    await pass(31_000)
    await pass(hour)
    documentOf(await stage.browser().signIn('agent02', { extension: '5001' }))
    expect(documentOf(await browser.resume()).agent).toMatchObject({
      extension: null,
      campaigns: ['inbound-support', 'outbound-sales'],
    })
  })

  test('[S-23] a resume at 11:59 ends at 12:00, and nobody comes back after', async () => {
    for (let hours = 1; hours <= 11; hours++) {
      await stage.presence.connected(await callerOf(browser))
      await pass(hour - 1_000)
      await stage.presence.active(await callerOf(browser))
      await stage.presence.dropped(await callerOf(browser))
      documentOf(await browser.resume())
    }
    const { session } = documentOf(await browser.resume())
    stage.clock.advance(session.expiresAt - stage.clock.now() - 60_000)
    await stage.presence.active(await callerOf(browser))
    expect(documentOf(await browser.resume()).session.expiresAt).toBe(session.expiresAt)
    await pass(60_000)
    expect(refusalOf(await browser.resume()).code).toBe('resume.expired')
  })

  test('[S-23] keep-alives without a person end at the idle limit', async () => {
    await stage.presence.connected(await callerOf(browser))
    for (let minutes = 0; minutes < 4 * 60 - 1; minutes += 20) await pass(20 * 60_000 - 1)
    expect((await browser.call('session')).ok).toBe(true)
    await pass(60_000)
    expect(refusalOf(await browser.resume()).code).toBe('resume.idle')
  })

  test.each([
    ['before the loss ends it', 5 * 60_000],
    ['after the loss has ended it', 4 * hour],
  ])('[SO26] who worked on through an outage beyond the idle limit comes back, %s', async (_case, idleMs) => {
    const boss = stage.browser()
    documentOf(await boss.signIn('admin01'))
    await boss.get('setPreference', { params: { level: 'tenant', key: 'session.idleMs' }, body: { value: idleMs } })
    await stage.presence.connected(await callerOf(browser))
    await browser.get('setState', { body: { medium: 'voice', state: 'NOT_READY', reasonCode: 12 } })
    const before = await browser.get('session')
    await stage.presence.dropped(await callerOf(browser))
    await pass(31_000)
    await pass(idleMs)
    // The cookie alone opens nothing any more.
    expect(refusalOf(await browser.call('session')).code).toBe('session.missing')
    expect(refusalOf(await browser.resume()).code).toBe('resume.idle')
    const back = documentOf(await browser.resume({ activeMsAgo: 10_000 }))
    expect(back.outcome).toBe('resynced')
    expect(back.agent).toEqual(before.agent)
    expect(back.session.expiresAt).toBe(before.session.expiresAt)
    await pass(20_000)
    expect((await browser.call('session')).ok).toBe(true)
  })

  test('[S-22] each resume gives a new cookie; the old one is dead', async () => {
    const old = browser.cookie
    documentOf(await browser.resume())
    const stolen = stage.browser()
    stolen.cookie = old
    expect(refusalOf(await stolen.call('session')).code).toBe('session.missing')
  })

  test('[RS6] a challenge counts once, and a proof for another origin or session not at all', async () => {
    const challenge = stage.deps.challenges.issue()
    documentOf(await browser.resume({ challenge }))
    expect(refusalOf(await browser.resume({ challenge })).code).toBe('resume.replayed')
    const proof = (origin: string, sessionId: string) => browser.device?.prove(origin, sessionId, fresh) ?? ''
    const fresh = stage.deps.challenges.issue()
    for (const signature of [proof('http://evil.example', browser.sessionId), proof('http://localhost:7700', 'demo.other')]) {
      expect(refusalOf(await browser.resume({ challenge: fresh, signature })).code).toBe('resume.unknown')
    }
    stage.clock.advance(61_000)
    expect(refusalOf(await browser.resume({ challenge: fresh })).code).toBe('resume.challenge')
    expect(refusalOf(await browser.resume({ sessionId: 'demo.nothing' })).code).toBe('resume.unknown')
    expect(refusalOf(await browser.resume({ sessionId: 'nowhere.nothing' })).code).toBe('resume.unknown')
    expect(refusalOf(await browser.resume({ sessionId: 'nothing' })).code).toBe('resume.unknown')
  })

  test('[S-78] [S-22] a copied proof that comes first counts, until its owner has come back', async () => {
    const { sessionId, device } = browser
    const challenge = stage.deps.challenges.issue()
    const copied = { sessionId, challenge, signature: device?.prove(origin, sessionId, challenge) ?? '' }
    const copier = stage.browser({ device: null })
    documentOf(await copier.resume(copied))
    expect((await copier.call('session')).ok).toBe(true)

    expect(refusalOf(await browser.resume(copied)).code).toBe('resume.replayed')
    documentOf(await browser.resume())
    expect((await browser.call('session')).ok).toBe(true)
    expect(refusalOf(await copier.call('session')).code).toBe('session.missing')
    expect(refusalOf(await copier.resume(copied)).code).toBe('resume.replayed')
  })

  test('[RS7] another session has taken the browser’s place: the first does not come back into it', async () => {
    const tab = stage.browser({ device: browser.device })
    documentOf(await tab.signIn('agent03'))
    tab.sessionId = browser.sessionId
    expect(refusalOf(await tab.resume()).code).toBe('resume.takenOver')
  })

  test('[RS8] an unsaved note is kept when nobody wrote since, and never written over a newer one', async () => {
    documentOf(await browser.resume({ note: { text: 'typed at the loss', version: 0 } }))
    expect(await browser.get('note')).toMatchObject({ text: 'typed at the loss', version: 1 })
    documentOf(await browser.resume({ note: { text: 'older', version: 0 } }))
    expect(await browser.get('note')).toMatchObject({ text: 'typed at the loss', version: 1 })
  })

  test('[RS9] too far behind is a gap; the document is the whole truth', async () => {
    const boss = stage.browser()
    const { offset } = documentOf(await boss.signIn('supervisor01'))
    await stage.deps.store.tenant('demo').transact(async (tx) => {
      for (let each = 0; each < 1_001; each++) {
        await tx.emit({ kind: 'note.saved', userId: 'u-agent02', data: { version: each } }, { at: 1, by: null })
      }
    })
    expect(documentOf(await boss.resume({ offset }))).toMatchObject({ gap: true, events: [] })
    expect(documentOf(await boss.resume({ offset: 1_000_000 }))).toMatchObject({ gap: true, events: [] })
    expect(documentOf(await browser.resume({ offset }))).toMatchObject({ gap: false })
  })

  test('[S-58] no other user, tenant or device gets the state', async () => {
    const thief = stage.browser()
    documentOf(await thief.signIn('agent02'))
    expect(refusalOf(await thief.resume({ sessionId: browser.sessionId })).code).toBe('resume.unknown')
  })

  test.each([
    ['signedOut', async () => browser.get('signOut', { body: {} }), 'resume.signedOut'],
    ['signed out by a supervisor', async () => act('supervisor01', 'forceSignOut'), 'resume.bySupervisor'],
    ['ended by an administrator', async () => act('admin01', 'endUserSessions'), 'resume.byAdministrator'],
    ['reset', async () => act('admin01', 'resetUser'), 'resume.byAdministrator'],
    ['disabled', async () => act('admin01', 'changeUser', { disabled: true }), 'resume.disabled'],
    ['taken over', async () => documentOf(await stage.browser().signIn('agent01', { takeOver: true })), 'resume.takenOver'],
    [
      'extension taken',
      async () => documentOf(await stage.browser().signIn('agent02', { extension: '5001' })),
      'resume.extensionTaken',
    ],
    ['password changed', async () => changePassword(), 'resume.passwordChanged'],
    ['device revoked', async () => revoke(), 'resume.keyRevoked'],
    ['suspended', async () => suspend(), 'resume.suspended'],
  ])('[S-57] refused after: %s', async (_case, happen, code) => {
    await happen()
    expect(refusalOf(await browser.resume()).code).toBe(code)
    const refusedEvents = (await feedOf(stage.deps.store)).filter(({ kind }) => kind === 'resume.refused')
    expect(refusedEvents).toHaveLength(1)
  })

  async function act(who: string, name: 'forceSignOut' | 'endUserSessions' | 'resetUser' | 'changeUser', body: object = {}) {
    const boss = stage.browser()
    documentOf(await boss.signIn(who))
    documentOf(await boss.call(name, { params: { id: 'u-agent01' }, body }))
  }
  async function changePassword() {
    const { demoPassword } = await import('../demo/seed-demo.ts')
    await browser.get('changePassword', { body: { current: demoPassword, next: 'a horse of another colour' } })
  }
  async function revoke() {
    const { session } = await callerOf(browser)
    await stage.deps.store.tenant('demo').transact(async (tx) => {
      const [device] = await tx.find('devices', { where: { userId: session.userId } })
      if (device) tx.put('devices', { ...device, revokedAt: 1 })
    })
  }
  async function suspend() {
    const demo = await stage.deps.store.system.get('tenants', { id: 'demo' })
    if (demo) await stage.deps.store.system.transact(async (rows) => rows.put('tenants', { ...demo, suspendedAt: 1 }))
    await stage.tick.run()
  }
})

test('a session ends once', async () => {
  const { session } = await callerOf(browser)
  const end = () =>
    stage.deps.store.tenant('demo').transact(async (tx) => {
      const row = await tx.get('sessions', { id: session.id })
      if (row) await endSession(tx, row, 'signedOut', { at: 1, by: null })
    })
  await end()
  await end()
  expect((await feedOf(stage.deps.store)).filter(({ kind }) => kind === 'session.ended')).toHaveLength(1)
})

test('[RS10] a session comes back 32 times in 90 seconds at most; then it waits, and is not ended', async () => {
  for (let time = 0; time < 32; time++) documentOf(await browser.resume())
  expect(refusalOf(await browser.resume())).toMatchObject({ code: 'rate.limited', facts: { retryAfterMs: 10_000 } })
  stage.clock.advance(90_000)
  expect(documentOf(await browser.resume()).outcome).toBe('recovered')
})
