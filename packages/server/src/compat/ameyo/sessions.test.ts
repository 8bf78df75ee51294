import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type AmeyoStage, createAmeyoStage } from '../../../test/ameyo-client.ts'
import { documentOf, feedOf } from '../../../test/stage.ts'
import { demoPassword } from '../../demo/seed-demo.ts'

let stage: AmeyoStage
beforeEach(async () => {
  stage = await createAmeyoStage()
})
afterEach(() => stage.close())

const overSession = { message: null, code: 99_999, info: 'invalid.session.id' }
const runtimes = 'cc/userCCRuntimes'

describe('sessions', () => {
  test('[AM6] a sign-out ends the session, with the reason if it is one of the list', async () => {
    for (const [reason, reasonCode] of [
      ['28', 28],
      [27, 27],
      ['end of shift', 28],
      ['the tab was closed', null],
      [undefined, null],
    ]) {
      const client = await stage.signedIn('agent01')
      const { sessionId } = client
      expect((await client.call('POST', 'session/userLogout', { sessionId, reason })).status).toBe(200)
      expect((await client.call('GET', runtimes)).body).toEqual(overSession)
      const told = (await feedOf(stage.deps.store)).findLast(({ kind }) => kind === 'agent.signedOut')
      expect(told?.data).toEqual({ reasonCode })
    }
  })

  test('[AM7] a token is renewed for oneself while the session lives', async () => {
    const client = await stage.signedIn('agent01')
    stage.clock.advance(1_000)
    expect((await client.call('POST', 'session/refreshToken', { userId: 'agent02' })).status).toBe(403)
    const { jwtToken } = (await client.call('POST', 'session/refreshToken', { userId: 'AGENT01' })).body
    expect(jwtToken).not.toBe(client.jwt)
    const headers = { sessionId: client.sessionId, authorization: jwtToken }
    expect((await client.call('GET', runtimes, undefined, headers)).status).toBe(200)
    await client.call('POST', 'session/userLogout', { sessionId: client.sessionId })
    expect((await client.call('POST', 'session/refreshToken', { userId: 'agent01' }, headers)).body).toEqual(overSession)
  })

  test('[AM8] all sessions of a user are ended by who manages users, of an agent by who acts on the floor, one’s own by oneself', async () => {
    const end = async (by: string, userId: string) => {
      const client = await stage.signedIn(by, { forceLogin: true })
      return (await client.call('POST', 'session/terminateAllSessionsForUser', { userId, reason: 'test' })).status
    }
    const isLive = async (userId: string) => {
      const rows = await stage.deps.store.tenant('demo').find('sessions', { where: { userId: `u-${userId}`, endedAt: null } })
      return rows.length > 0
    }
    for (const [by, userId, status] of [
      ['agent02', 'agent01', 403],
      ['analyst01', 'agent01', 403],
      ['supervisor01', 'agent01', 200],
      ['uam01', 'agent01', 200],
      ['admin01', 'supervisor01', 200],
      ['agent01', 'agent01', 200],
      ['admin01', 'nobody', 404],
      ['agent02', 'nobody', 403],
    ] as const) {
      if (userId !== 'nobody') await stage.signedIn(userId, { forceLogin: true })
      expect(await end(by, userId), `${by} ends ${userId}`).toBe(status)
      if (userId !== 'nobody') expect(await isLive(userId)).toBe(status !== 200)
    }
  })

  test('[AM9] a new password ends every session of every API', async () => {
    const client = await stage.signedIn('supervisor01')
    const change = (body: object) => client.call('POST', 'session/changePassword', body)
    const newPassword = 'another long enough one'
    const wrong = await change({ oldPassword: 'wrong', newPassword })
    expect([wrong.status, wrong.body.message]).toEqual([403, 'invalid.current.password'])
    expect((await change({ oldPassword: demoPassword, newPassword: 'short' })).body.message).toBe('password.length')
    expect((await change({ userId: 'agent01', oldPassword: demoPassword, newPassword })).status).toBe(403)
    const native = stage.browser()
    documentOf(await native.signIn('supervisor01'))
    expect((await change({ userId: 'supervisor01', oldPassword: demoPassword, newPassword })).status).toBe(200)
    expect((await client.call('GET', runtimes)).body).toEqual(overSession)
    expect((await native.call('session')).ok).toBe(false)
    expect((await stage.client().login('supervisor01')).status).toBe(401)
    expect((await stage.client().login('supervisor01', { token: newPassword })).status).toBe(200)
  })

  test('[AM9] [S-12] a wrong current password counts like a wrong sign-in', async () => {
    const client = await stage.signedIn('agent01')
    const body = { oldPassword: 'wrong', newPassword: 'another long enough one' }
    for (let n = 0; n < 5; n++) await client.call('POST', 'session/changePassword', body)
    expect((await client.call('POST', 'session/changePassword', { ...body, oldPassword: demoPassword })).status).toBe(429)
    expect((await stage.client().login('agent01')).status).toBe(429)
  })

  test('[AM10] the number of failures is the user’s own, and an administrator sees everybody’s', async () => {
    const agent = await stage.signedIn('agent01')
    const admin = await stage.signedIn('admin01')
    const ask = async (who: typeof agent, userId?: string) =>
      (await who.call('GET', `session/getMaxPingFailureCountForUser${userId ? `?userId=${userId}` : ''}`)).body
    expect(await ask(agent, 'agent01')).toEqual({ userId: 'agent01', maxPingFailureCount: 3 })
    const native = stage.browser()
    documentOf(await native.signIn('admin01'))
    const params = { level: 'user:u-agent01', key: 'continuity.maxPingFailures' }
    await native.get('setPreference', { params, body: { value: 7 } })
    expect(await ask(agent)).toEqual({ userId: 'agent01', maxPingFailureCount: 7 })
    expect(await ask(admin, 'agent01')).toEqual({ userId: 'agent01', maxPingFailureCount: 7 })
    expect(await ask(admin, 'agent02')).toEqual({ userId: 'agent02', maxPingFailureCount: 3 })
    expect(await ask(agent, 'agent02')).toMatchObject({ status: 403 })
    expect(await ask(admin, 'nobody')).toMatchObject({ status: 404 })
  })
})
