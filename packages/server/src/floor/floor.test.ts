import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, documentOf, feedOf, refusalOf, type TestBrowser } from '../../test/stage.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let boss: TestBrowser
let agent: TestBrowser
const id = 'u-agent01'
beforeEach(async () => {
  stage = await createStage()
  boss = stage.browser()
  agent = stage.browser()
  documentOf(await boss.signIn('supervisor01'))
  documentOf(await agent.signIn('agent01', { place: 'desk-03' }))
})
const seen = async () => (await boss.get('floor')).agents.find((each) => each.id === id)
async function callerOf(browser: TestBrowser) {
  const caller = await browser.caller()
  if (!caller.ok) throw new Error(caller.refusal.code)
  return caller.value
}

describe('the floor', () => {
  test('[FL1] shows every agent of the tenant, signed in or not, and nobody else', async () => {
    const { agents, offset } = await boss.get('floor')
    expect(agents.map(({ username }) => username)).toEqual(
      Array.from({ length: 20 }, (_, index) => `agent${String(index + 1).padStart(2, '0')}`),
    )
    expect(offset).toBe((await feedOf(stage.deps.store)).length)
    expect(agents[0]).toMatchObject({ extension: '5003', place: 'desk-03', campaigns: ['inbound-support', 'outbound-sales'] })
    expect(agents[1]).toMatchObject({ presence: 'out', presenceSince: null, states: [] })
  })

  test('[FL2] tells connected from lost from out', async () => {
    expect(await seen()).toMatchObject({ presence: 'lost', presenceSince: stage.clock.now() })
    const startedAt = stage.clock.now()
    await stage.presence.connected(await callerOf(agent))
    stage.clock.advance(5_000)
    expect(await seen()).toMatchObject({ presence: 'connected', presenceSince: startedAt })
    await stage.presence.dropped(await callerOf(agent))
    expect(await seen()).toMatchObject({ presence: 'lost', presenceSince: stage.clock.now() })
    await agent.get('signOut', { body: {} })
    expect(await seen()).toMatchObject({ presence: 'out' })
  })

  test('[FL3] a supervisor sets a state, with who did it in the feed', async () => {
    const body = { medium: 'voice', state: 'READY' } as const
    const document = await boss.get('forceState', { params: { id }, body })
    expect(document.states.find(({ medium }) => medium === 'voice')?.state).toBe('READY')
    const event = (await feedOf(stage.deps.store)).findLast(({ kind }) => kind === 'agent.stateChanged')
    expect(event).toMatchObject({ userId: id, by: 'u-supervisor01', data: { by: 'supervisor' } })
  })

  test('[FL4] a supervisor signs an agent out: every session and device key, with the reason', async () => {
    await boss.get('forceSignOut', { params: { id }, body: {} })
    expect(refusalOf(await agent.call('session')).code).toBe('session.missing')
    expect((await seen())?.states[0]).toMatchObject({ state: 'LOGOUT', reasonCode: 50_004 })
    expect(refusalOf(await boss.call('forceSignOut', { params: { id }, body: {} })).code).toBe('agent.notSignedIn')
    documentOf(await agent.signIn('agent01'))
    expect(refusalOf(await boss.call('forceSignOut', { params: { id }, body: { reasonCode: 12 } })).code).toBe(
      'agent.reasonUnknown',
    )
    await boss.get('forceSignOut', { params: { id }, body: { reasonCode: 29 } })
    expect((await seen())?.states[0]?.reasonCode).toBe(29)
  })

  test('[FL5] a line reaches an agent who is signed in, with the sender’s name', async () => {
    await boss.get('messageAgent', { params: { id }, body: { text: 'Can you stay until six?' } })
    expect((await agent.get('timeline')).events[0]).toMatchObject({
      kind: 'agent.messaged',
      by: 'u-supervisor01',
      data: { text: 'Can you stay until six?', from: 'Margarete Vogel' },
    })
    expect(refusalOf(await boss.call('messageAgent', { params: { id: 'u-agent02' }, body: { text: 'x' } })).code).toBe(
      'agent.notSignedIn',
    )
  })

  test('[FL6] whoever is no agent is not on the floor', async () => {
    for (const other of ['u-admin01', 'nobody']) {
      const body = { medium: 'voice', state: 'READY' } as const
      expect(refusalOf(await boss.call('forceState', { params: { id: other }, body })).code).toBe('object.unknown')
      expect(refusalOf(await boss.call('forceSignOut', { params: { id: other }, body: {} })).code).toBe('object.unknown')
    }
  })
})
