import { beforeEach, expect, test } from 'vitest'
import { createStage, documentOf, refusalOf } from '../../test/stage.ts'

let stage: Awaited<ReturnType<typeof createStage>>
beforeEach(async () => {
  stage = await createStage()
})

test('[SI17] [S-22] who comes without the cookie gets none that opens what others left in the browser', async () => {
  const shared = stage.browser()
  shared.subId = 'tab-2'
  documentOf(await shared.signIn('agent01'))
  const thief = stage.browser({ device: shared.device })
  thief.sessionId = shared.sessionId
  shared.subId = ''
  documentOf(await shared.signIn('supervisor01'))
  for (const comeBack of [() => thief.resume(), () => thief.signIn('agent01', { subId: 'tab-2' })]) {
    thief.cookie = null
    documentOf(await comeBack())
    thief.subId = 'tab-2'
    expect((await thief.get('session')).user.username).toBe('agent01')
    thief.subId = ''
    expect(refusalOf(await thief.call('session')).code).toBe('session.missing')
    expect((await shared.get('session')).user.username).toBe('supervisor01')
  }
  await shared.get('signOut', { body: {} })
  expect(shared.cookie).toBeNull()
})

test('[SI14] checkOnly, like every call, opens nothing by the cookie of a browser that the session has left', async () => {
  const browser = stage.browser()
  documentOf(await browser.signIn('agent01'))
  const row = await stage.deps.store.tenant('demo').get('sessions', { id: browser.sessionId })
  if (!row) throw new Error('no session')
  await stage.deps.store.tenant('demo').transact(async (tx) => tx.put('sessions', { ...row, browserId: 'another' }))
  const body = { tenant: 'demo', username: 'agent01', checkOnly: true }
  expect(refusalOf(await browser.call('session')).code).toBe('session.missing')
  expect(refusalOf(await browser.call('signIn', { body })).code).toBe('signIn.none')
})
