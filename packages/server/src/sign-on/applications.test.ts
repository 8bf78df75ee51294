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

  test('[SO31] who takes over at another desk leaves nothing signed in at the old one', async () => {
    const first = await signedIn('agent01')
    await setReady(first)
    const left = await companion('agent01', 'phone')
    const there = await companion('agent01', 'recorder', anotherDesk)
    const second = await signedIn('agent01', anotherDesk, { takeOver: true })
    expect([await isLive(first), await isLive(left), await isLive(there), await isLive(second)]).toEqual([
      false,
      false,
      true,
      true,
    ])
    expect(await voiceOf('agent01')).toMatchObject({ state: 'READY' })
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

  test('[SO32] who is no agent signs out where they are', async () => {
    const first = await signedIn('supervisor01')
    const phone = await companion('supervisor01', 'phone')
    await phone.get('signOut', { body: {} })
    expect([await isLive(first), await isLive(phone)]).toEqual([true, false])
  })

  test('[SO33] somebody else in the same browser ends what the first one has beside it, and nothing at another address', async () => {
    const browser = await signedIn('agent01')
    const phone = await companion('agent01', 'phone')
    documentOf(await browser.signIn('agent02'))
    expect(await isLive(phone)).toBe(false)
    expect(await agentOf('agent01')).toMatchObject({ sessionId: null })
    const away = await companion('agent02', 'phone', anotherDesk)
    documentOf(await browser.signIn('agent03'))
    expect(await isLive(away)).toBe(true)
    expect(await agentOf('agent02')).toMatchObject({ sessionId: away.sessionId })
  })

  test('[SO33] [SI40] who goes to another tenant leaves nothing beside the desk in the first', async () => {
    const browser = await signedIn('consultant01', desk, { tenant: 'acme' })
    const phone = stage.browser()
    documentOf(await phone.signIn('consultant01', { tenant: 'acme', application: 'phone', credential: 'bearer' }))
    expect((await phone.get('session')).agent).not.toBeNull()
    await browser.get('switchTenant', { body: { tenant: 'demo' } })
    expect([await isLive(browser), await isLive(phone)]).toEqual([true, false])
    const left = await stage.deps.store.tenant('acme').get('agents', { userId: 'u-consultant01' })
    expect(left?.agent.sessionId).toBeNull()
  })
})
