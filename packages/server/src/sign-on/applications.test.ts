import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, documentOf, refusalOf, type TestBrowser } from '../../test/stage.ts'

const desk = '192.0.2.1'
const anotherDesk = '192.0.2.2'

let stage: Awaited<ReturnType<typeof createStage>>
beforeEach(async () => {
  stage = await createStage()
})

/** An application that stands beside the desk, with a key and a token of its own. */
async function companion(username: string, application: string, address = desk): Promise<TestBrowser> {
  const client = stage.browser({ address })
  documentOf(await client.signIn(username, { application, credential: 'bearer' }))
  return client
}

/** Another tab of the same browser, with a label of its own. */
async function otherTab(browser: TestBrowser, username: string, more: object): Promise<TestBrowser> {
  const tab = stage.browser({ device: browser.device })
  tab.cookie = browser.cookie
  tab.subId = 'other'
  documentOf(await tab.signIn(username, more))
  browser.cookie = tab.cookie
  return tab
}

async function signedIn(username: string, address = desk, more = {}): Promise<TestBrowser> {
  const browser = stage.browser({ address })
  documentOf(await browser.signIn(username, more))
  return browser
}

const isLive = async (browser: TestBrowser) => (await browser.call('session')).ok
const agentOf = async (username: string) =>
  (await stage.deps.store.tenant('demo').get('agents', { userId: `u-${username}` }))?.agent
const voiceOf = async (username: string) => (await agentOf(username))?.states.find(({ medium }) => medium === 'voice')
const setReady = (browser: TestBrowser) => browser.get('setState', { body: { medium: 'voice', state: 'READY' } })

describe('several applications at one desk', () => {
  test('[SO31] each has a session of its own for the same work, and the audit trail says which', async () => {
    const first = await signedIn('agent01')
    await setReady(first)
    const phone = await companion('agent01', 'phone')
    const { agent } = await phone.get('session')
    expect(agent?.states.find(({ medium }) => medium === 'voice')?.state).toBe('READY')
    expect(agent?.extension).toBe('5001')
    expect(await isLive(first)).toBe(true)
    const started = (await stage.deps.store.tenant('demo').events({ limit: 1_000 })).filter(
      ({ kind }) => kind === 'session.started',
    )
    expect(started.map(({ data }) => 'application' in data && data.application)).toEqual(['hotseat', 'phone'])
  })

  test('[SO31] [SO23] the same application somewhere else is asked, and goes there', async () => {
    const phone = await companion('agent01', 'phone')
    const second = stage.browser({ address: anotherDesk })
    const wish = { application: 'phone', credential: 'bearer' } as const
    expect(refusalOf(await second.signIn('agent01', wish)).code).toBe('signIn.elsewhere')
    documentOf(await second.signIn('agent01', { ...wish, takeOver: true }))
    expect(await isLive(phone)).toBe(false)
  })

  test('[SO31] who takes over at another desk leaves nothing signed in in the browser that is left', async () => {
    const first = await signedIn('agent01')
    await setReady(first)
    // A page of another application in the same browser, under a label of its own.
    const inBrowser = await otherTab(first, 'agent01', { application: 'ipcortex' })
    const anywhere = await companion('agent01', 'phone')
    const second = await signedIn('agent01', anotherDesk, { takeOver: true })
    expect([await isLive(first), await isLive(inBrowser)]).toEqual([false, false])
    expect([await isLive(anywhere), await isLive(second)]).toEqual([true, true])
    expect(await voiceOf('agent01')).toMatchObject({ state: 'READY' })
  })

  test('[SO31] [S-29] an address that changed is no other desk', async () => {
    const first = await signedIn('agent01')
    await companion('agent01', 'phone')
    const again = stage.browser({ address: anotherDesk })
    documentOf(await again.signIn('agent01', { application: 'phone', credential: 'bearer', takeOver: true }))
    expect(await isLive(first)).toBe(true)
  })

  test('[SO31] the agent comes back at the desk after a loss, whatever stands beside it', async () => {
    const first = await signedIn('agent01')
    await setReady(first)
    await companion('agent01', 'phone')
    stage.clock.advance(2 * 3_600_000)
    await stage.tick.run()
    expect(await voiceOf('agent01')).toMatchObject({ state: 'LOGOUT' })
    const again = await companion('agent01', 'phone')
    expect(await isLive(again)).toBe(true)
    expect(documentOf(await first.resume()).outcome).toBe('resynced')
  })
})

describe('coming back by password', () => {
  test.each([
    ['an hour and more', 70 * 60_000, 'READY'],
    ['the whole shift', 13 * 3_600_000, 'NOT_READY'],
  ])(
    '[AG45] [RS13] after a loss of %s the state is given back within the shift, and a new shift begins anew',
    async (_long, awayMs, state) => {
      const first = await signedIn('agent01', desk, { extension: '5009', campaigns: ['outbound-sales'] })
      await setReady(first)
      stage.clock.advance(awayMs)
      await stage.tick.run()
      expect(await voiceOf('agent01')).toMatchObject({ state: 'LOGOUT' })
      await signedIn('agent01', anotherDesk, { takeOver: true })
      expect(await voiceOf('agent01')).toMatchObject({ state })
      const isBack = state === 'READY'
      expect(await agentOf('agent01')).toMatchObject({ extension: isBack ? '5009' : '5001', lost: null })
      expect((await agentOf('agent01'))?.campaigns).toEqual(isBack ? ['outbound-sales'] : ['inbound-support', 'outbound-sales'])
    },
  )

  test('[AG45] [SO25] a seat that somebody else has by now is theirs', async () => {
    await signedIn('agent01')
    stage.clock.advance(70 * 60_000)
    await stage.tick.run()
    await signedIn('agent02', anotherDesk, { extension: '5001' })
    await signedIn('agent01')
    expect(await agentOf('agent01')).toMatchObject({ extension: null })
    expect(await agentOf('agent02')).toMatchObject({ extension: '5001' })
  })
})

describe('the end of the work', () => {
  test('[SO32] an agent who signs out in one application is signed out in all', async () => {
    const first = await signedIn('agent01')
    const phone = await companion('agent01', 'phone')
    await phone.get('signOut', { body: {} })
    expect([await isLive(first), await isLive(phone)]).toEqual([false, false])
    expect(await agentOf('agent01')).toMatchObject({ sessionId: null })
    expect(refusalOf(await first.resume()).code).toBe('resume.signedOut')
    const out = (await stage.deps.store.tenant('demo').events({ limit: 1_000 })).filter(({ kind }) => kind === 'agent.signedOut')
    expect(out).toHaveLength(1)
  })

  test('[SO32] an isolated tab signs out alone, and the work goes on in its sister', async () => {
    const browser = await signedIn('agent01')
    const shared = browser.sessionId
    browser.subId = 'tab'
    documentOf(await browser.signIn('agent01'))
    await setReady(browser)
    await browser.get('signOut', { body: {} })
    browser.subId = ''
    expect(await isLive(browser)).toBe(true)
    expect(await voiceOf('agent01')).toMatchObject({ state: 'READY' })
    expect(await agentOf('agent01')).toMatchObject({ sessionId: shared })
    await browser.get('signOut', { body: {} })
    expect(await agentOf('agent01')).toMatchObject({ sessionId: null })
  })

  test('[SO32] a session that ends by itself leaves the work to the others', async () => {
    const first = await signedIn('agent01')
    await setReady(first)
    const phone = await companion('agent01', 'phone')
    await first.get('endSession', { params: { id: phone.sessionId } })
    expect([await isLive(first), await isLive(phone)]).toEqual([true, false])
    expect(await voiceOf('agent01')).toMatchObject({ state: 'READY' })
    expect(await agentOf('agent01')).toMatchObject({ sessionId: first.sessionId, extension: '5001' })
  })

  test('[SO32] [SO25] who loses the extension is out in all applications', async () => {
    const first = await signedIn('agent01')
    const phone = await companion('agent01', 'phone')
    await signedIn('agent02', anotherDesk, { extension: '5001' })
    expect([await isLive(first), await isLive(phone)]).toEqual([false, false])
    expect(await voiceOf('agent01')).toMatchObject({ state: 'LOGOUT', reasonCode: 50_003 })
  })

  const minuteMs = 60_000
  const connect = async (browser: TestBrowser) => stage.presence.connected(await callerOf(browser))
  const drop = async (browser: TestBrowser) => stage.presence.dropped(await callerOf(browser))
  async function callerOf(browser: TestBrowser) {
    const found = await browser.caller()
    if (!found.ok) throw new Error(found.refusal.code)
    return found.value
  }

  test.each([
    [
      'is ended from the list',
      async (first: TestBrowser) => void (await first.get('endSession', { params: { id: first.sessionId } })),
    ],
    [
      'has run out',
      async (first: TestBrowser) => {
        const { store, clock } = stage.deps
        await store.tenant('demo').transact(async (tx) => {
          const row = await tx.get('sessions', { id: first.sessionId })
          if (row) tx.put('sessions', { ...row, expiresAt: clock.now(), dueAt: clock.now() })
        })
        await stage.tick.run()
      },
    ],
  ])('[SO32] [AG44] when the desk %s and nobody is connected elsewhere, the agent is not READY', async (_how, end) => {
    const phone = await companion('agent01', 'phone')
    await connect(phone)
    await drop(phone)
    const first = await signedIn('agent01')
    await connect(first)
    await setReady(first)
    stage.clock.advance(5 * minuteMs)
    await stage.tick.run()
    expect(await voiceOf('agent01')).toMatchObject({ state: 'READY' })
    await end(first)
    await stage.tick.run()
    expect(await voiceOf('agent01')).toMatchObject({ state: 'NOT_READY', reasonCode: 50_001 })
    expect(await agentOf('agent01')).toMatchObject({ sessionId: phone.sessionId })
  })

  test('[SO32] a tab that was closed long ago is no sister: the isolated tab’s sign-out is the end of the work', async () => {
    const browser = await signedIn('agent01')
    await connect(browser)
    const phone = await companion('agent01', 'phone')
    await drop(browser)
    const tab = await otherTab(browser, 'agent01', {})
    await connect(tab)
    stage.clock.advance(5 * minuteMs)
    await tab.get('signOut', { body: {} })
    expect([await isLive(browser), await isLive(phone)]).toEqual([false, false])
    expect(await agentOf('agent01')).toMatchObject({ sessionId: null })
  })

  test('[SO32] a label that isolates nobody says so: its sign-out ends everything', async () => {
    const browser = await signedIn('agent01')
    const tab = await otherTab(browser, 'agent01', {})
    await tab.get('signOut', { body: { alone: false } })
    browser.cookie = tab.cookie
    expect(await isLive(browser)).toBe(false)
  })

  test('[SO32] [SO14] a sign-out also reaches what the loss had ended: it does not come back', async () => {
    const first = await signedIn('agent01')
    stage.clock.advance(70 * minuteMs)
    await stage.tick.run()
    const second = await signedIn('agent01', anotherDesk)
    await second.get('signOut', { body: {} })
    expect(refusalOf(await first.resume()).code).toBe('resume.signedOut')
  })

  test('[SO17] who is at work in one of their sessions is there for all of them', async () => {
    const first = await signedIn('agent01')
    await connect(first)
    const phone = await companion('agent01', 'phone')
    await connect(phone)
    for (let quarter = 0; quarter < 20; quarter++) {
      stage.clock.advance(15 * minuteMs)
      await stage.presence.active(await callerOf(first))
      await stage.tick.run()
    }
    const ends = async () => {
      const rows = [first, phone].map(({ sessionId }) => stage.deps.store.tenant('demo').get('sessions', { id: sessionId }))
      return (await Promise.all(rows)).map((row) => row?.endReason)
    }
    expect(await ends()).toEqual([null, null])
    stage.clock.advance(5 * 60 * minuteMs)
    await stage.tick.run()
    expect(await ends()).toEqual(['idle', 'idle'])
  })

  test('[SO32] who is no agent signs out where they are', async () => {
    const first = await signedIn('supervisor01')
    const phone = await companion('supervisor01', 'phone')
    await phone.get('signOut', { body: {} })
    expect([await isLive(first), await isLive(phone)]).toEqual([true, false])
  })

  test('[SO33] somebody else in the same browser ends what the first one has in it, and nothing elsewhere', async () => {
    const browser = await signedIn('agent01')
    const inBrowser = await otherTab(browser, 'agent01', { application: 'ipcortex' })
    const away = await companion('agent01', 'phone', anotherDesk)
    browser.cookie = inBrowser.cookie
    documentOf(await browser.signIn('agent02'))
    inBrowser.cookie = browser.cookie
    expect([await isLive(inBrowser), await isLive(away)]).toEqual([false, true])
    expect(await agentOf('agent01')).toMatchObject({ sessionId: away.sessionId })
  })

  test('[SO33] [SI40] who goes to another tenant leaves nothing beside the desk in the first', async () => {
    const browser = await signedIn('consultant01', desk, { tenant: 'acme' })
    const phone = await otherTab(browser, 'consultant01', { tenant: 'acme', application: 'ipcortex' })
    expect((await phone.get('session')).agent).not.toBeNull()
    browser.cookie = phone.cookie
    await browser.get('switchTenant', { body: { tenant: 'demo' } })
    phone.cookie = browser.cookie
    expect([await isLive(browser), await isLive(phone)]).toEqual([true, false])
    const left = await stage.deps.store.tenant('acme').get('agents', { userId: 'u-consultant01' })
    expect(left?.agent.sessionId).toBeNull()
  })
})
