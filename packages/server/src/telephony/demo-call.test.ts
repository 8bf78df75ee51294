import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, createTestNode, documentOf, refusalOf, type TestBrowser } from '../../test/stage.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let agent: TestBrowser
beforeEach(async () => {
  stage = await createStage()
  agent = await ready('agent01')
})
async function ready(username: string): Promise<TestBrowser> {
  const browser = stage.browser()
  documentOf(await browser.signIn(username))
  await browser.get('setState', { body: { medium: 'voice', state: 'READY' } })
  stage.clock.advance(1_000)
  return browser
}
const voice = async (who = agent) => (await who.get('session')).agent?.states.find(({ medium }) => medium === 'voice')

describe('the simulated telephony', () => {
  test('[TE1] rings whoever has been ready longest, in the campaign’s direction, from a number nobody has', async () => {
    await ready('agent02')
    const call = await agent.get('demoCall', { body: { campaign: 'outbound-sales' } })
    expect(call.userId).toBe('u-agent01')
    expect(await voice()).toMatchObject({
      interaction: { id: call.interactionId, direction: 'outbound', campaign: 'outbound-sales' },
    })
    expect((await voice())?.interaction?.party).toMatch(/^\+\d[\d ]{8,}$/)
    expect((await agent.get('demoCall', { body: {} })).userId).toBe('u-agent02')
    expect(refusalOf(await agent.call('demoCall', { body: {} })).code).toBe('agent.noneReady')
  })

  test('[TE2] rings the agent asked for, from the party asked for', async () => {
    await ready('agent02')
    const { userId } = await agent.get('demoCall', { body: { userId: 'u-agent02', party: 'Ms Winter' } })
    expect(userId).toBe('u-agent02')
  })

  test('[TE3] ringing, talking, hold, wrap-up and ready again', async () => {
    const { interactionId: id } = await agent.get('demoCall', { body: {} })
    const act = (action: 'answer' | 'hold' | 'retrieve' | 'end' | 'wrapUp', more: object = {}) =>
      agent.get('actOnInteraction', { params: { id }, body: { action, ...more } })
    expect((await voice())?.state).toBe('RESERVED')
    await act('answer')
    await act('hold')
    expect((await voice())?.state).toBe('HOLD')
    await act('retrieve')
    await agent.get('setState', { body: { medium: 'voice', state: 'NOT_READY', reasonCode: 12 } })
    expect((await voice())?.pending).toMatchObject({ state: 'NOT_READY', reasonCode: 12 })
    await agent.get('cancelPending', { body: { medium: 'voice' } })
    await act('end')
    expect((await voice())?.state).toBe('WORK_READY')
    await act('wrapUp', { wrapUpCode: 'solved' })
    expect((await voice())?.state).toBe('READY')
  })

  test('[TE4] a ring that nobody answers ends with the tick, as does wrap-up, each once', async () => {
    await agent.get('demoCall', { body: {} })
    stage.clock.advance(19_000)
    await stage.tick.run()
    expect((await voice())?.state).toBe('RESERVED')
    stage.clock.advance(1_000)
    await Promise.all([stage.tick.run(), createTestNode({ ...stage.deps, nodeId: 'node-2' }).tick.run()])
    expect(await voice()).toMatchObject({ state: 'NOT_READY', reasonCode: 50_002, interaction: null })
  })

  test('[TE5] there is none without demo data', async () => {
    const real = createTestNode(stage.deps, { demo: false }).browser()
    documentOf(await real.signIn('agent03'))
    expect(refusalOf(await real.call('demoCall', { body: {} })).code).toBe('request.notFound')
  })
})
