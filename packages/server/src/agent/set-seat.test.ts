import { beforeEach, expect, test } from 'vitest'
import { createStage, refusalOf } from '../../test/stage.ts'

let stage: Awaited<ReturnType<typeof createStage>>
beforeEach(async () => {
  stage = await createStage()
})

test('[SI35] moving seats keeps session and state, and needs no password', async () => {
  const browser = stage.browser()
  await browser.signIn('agent01')
  const before = await browser.get('session')
  await browser.get('setState', { body: { medium: 'voice', state: 'READY' } })
  const moved = await browser.get('setSeat', { body: { place: 'desk-07', campaigns: ['inbound-support'] } })
  expect(moved).toMatchObject({ place: 'desk-07', extension: '5007', campaigns: ['inbound-support'] })
  const after = await browser.get('session')
  expect(after.session.id).toBe(before.session.id)
  expect(after.agent?.states.find(({ medium }) => medium === 'voice')?.state).toBe('READY')
})

test('[SI35] whoever works on the extension is signed out', async () => {
  const seated = stage.browser()
  await seated.signIn('agent02')
  const mover = stage.browser()
  await mover.signIn('agent01')
  await mover.get('setSeat', { body: { extension: '5002' } })
  expect(refusalOf(await seated.resume())).toMatchObject({ code: 'resume.extensionTaken' })
})

test('[SI35] an unknown seat is refused at its field and changes nothing', async () => {
  const browser = stage.browser()
  await browser.signIn('agent01')
  expect(refusalOf(await browser.call('setSeat', { body: { place: 'nowhere' } }))).toMatchObject({
    code: 'signIn.place',
    field: 'place',
  })
  expect((await browser.get('session')).agent).toMatchObject({ extension: '5001', place: null })
})

test('[SI36] a move names the media to work on: one stays as it is, one begins, one goes', async () => {
  const browser = stage.browser()
  await browser.signIn('agent01', { media: ['chat'] })
  await browser.get('setState', { body: { medium: 'chat', state: 'READY' } })
  const states = async (...media: string[]) => {
    const { states } = await browser.get('setSeat', { body: { media } })
    return states.map(({ medium, state }) => [medium, state])
  }
  expect(await states('chat', 'voice')).toEqual([
    ['chat', 'READY'],
    ['voice', 'NOT_READY'],
  ])
  expect(await states('voice')).toEqual([['voice', 'NOT_READY']])
  const refusal = refusalOf(await browser.call('setSeat', { body: { media: ['voice', 'fax'] } }))
  expect(refusal).toEqual({ code: 'agent.medium', field: 'media' })
})

test('[SI37] at a place the number of one of its devices is as good as its own', async () => {
  const browser = stage.browser()
  await browser.signIn('agent01')
  const seated = await browser.get('setSeat', { body: { place: 'desk-07', extension: '85007' } })
  expect(seated).toMatchObject({ place: 'desk-07', extension: '85007' })
  for (const body of [{ extension: '85007' }, { place: 'desk-08', extension: '85007' }])
    expect(refusalOf(await browser.call('setSeat', { body })).code).toBe('signIn.extension')
})
