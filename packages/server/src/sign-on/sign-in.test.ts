import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, documentOf, feedOf } from '../../test/stage.ts'

let stage: Awaited<ReturnType<typeof createStage>>
beforeEach(async () => {
  stage = await createStage()
})

describe('signing in', () => {
  test('[SI1] gives an agent a session, a seat, campaigns, and NOT_READY on every medium', async () => {
    const document = documentOf(await stage.browser().signIn('Agent01'))
    expect(document.user).toMatchObject({ username: 'agent01', role: 'executive', tenant: 'demo' })
    expect(document.agent).toMatchObject({ extension: '5001', place: null, campaigns: ['inbound-support', 'outbound-sales'] })
    expect(document.agent?.states.map(({ medium, state }) => [medium, state])).toEqual([
      ['voice', 'NOT_READY'],
      ['chat', 'NOT_READY'],
    ])
    expect(document.offset).toBe((await feedOf(stage.deps.store)).length)
    expect(document.session.expiresAt - document.session.startedAt).toBe(12 * 3_600_000)
  })

  test('[SI2] gives the other roles a session without an agent', async () => {
    expect(documentOf(await stage.browser().signIn('supervisor01')).agent).toBeNull()
  })

  test('the session, its state and its way back are one thing', async () => {
    const browser = stage.browser()
    const first = documentOf(await browser.signIn('agent01'))
    await browser.get('setState', { body: { medium: 'voice', state: 'READY' } })
    const cookie = browser.cookie
    const back = documentOf(await browser.resume({ offset: first.offset }))
    expect(back).toMatchObject({ outcome: 'recovered', session: { id: first.session.id } })
    expect(back.agent?.states.find(({ medium }) => medium === 'voice')?.state).toBe('READY')
    expect(back.events.map(({ kind }) => kind)).toEqual(['agent.stateChanged', 'session.resumed'])
    expect(browser.cookie).not.toBe(cookie)
    expect((await browser.get('session')).agent).toEqual(back.agent)
  })
})
