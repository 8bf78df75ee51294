import { createHash, randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, documentOf, feedOf, type TestBrowser } from '../../test/stage.ts'
import { demoPassword } from '../demo/seed-demo.ts'
import { createMemoryStore } from '../store/memory/create-memory-store.ts'
import { createVault } from '../vault.ts'
import { findPhone } from './find-phone.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let agent: TestBrowser
beforeEach(async () => {
  stage = await createStage()
  agent = stage.browser()
  documentOf(await agent.signIn('agent01'))
})

const hex = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('hex')
const find = (username: string) => findPhone(stage.deps, 'demo', username)
const told = async () => (await feedOf(stage.deps.store)).filter(({ kind }) => kind.startsWith('phonePassword.'))

describe('a phone password', () => {
  test('[PH1] [PH6] is told once; a registrar is given the digests of it', async () => {
    expect(await agent.get('phone')).toEqual({ credential: null })
    const { username, realm, password, mintedAt } = await agent.get('renewPhonePassword')
    expect([realm, mintedAt]).toEqual(['demo', stage.clock.now()])
    expect(Buffer.from(password, 'base64url')).toHaveLength(32)
    expect(await agent.get('phone')).toEqual({ credential: { username, realm, mintedAt } })
    expect(await find(username)).toEqual({
      ...{ username, realm, userId: 'u-agent01', sessionId: agent.sessionId },
      ha1: { md5: hex('md5', `${username}:demo:${password}`), sha256: hex('sha256', `${username}:demo:${password}`) },
    })
  })

  test('[PH2] is renewed for the same name, and the one before is dead', async () => {
    const first = await agent.get('renewPhonePassword')
    const second = await agent.get('renewPhonePassword')
    expect([second.username, second.password === first.password]).toEqual([first.username, false])
    expect((await find(first.username))?.ha1.md5).toBe(hex('md5', `${second.username}:demo:${second.password}`))
    expect(await told()).toMatchObject([{ data: { rotated: false } }, { data: { rotated: true } }])
  })

  test('[PH3] is given up, once', async () => {
    const { username } = await agent.get('renewPhonePassword')
    await agent.get('releasePhonePassword')
    const before = await feedOf(stage.deps.store)
    await agent.get('releasePhonePassword')
    expect(await feedOf(stage.deps.store)).toEqual(before)
    expect([await find(username), await agent.get('phone')]).toEqual([null, { credential: null }])
    expect((await told()).at(-1)).toMatchObject({ userId: 'u-agent01', data: { username, cause: 'asked' } })
  })

  const ends: [string, (agent: TestBrowser) => Promise<unknown>][] = [
    ['a sign-out', (own) => own.get('signOut', { body: {} })],
    ['a sign-in elsewhere', () => stage.browser().signIn('agent01', { takeOver: true })],
    ['a new password', (own) => own.get('changePassword', { body: { current: demoPassword, next: 'quite another horse' } })],
    [
      'a supervisor',
      async () => {
        const supervisor = stage.browser()
        await supervisor.signIn('supervisor01')
        await supervisor.get('forceSignOut', { params: { id: 'u-agent01' }, body: {} })
      },
    ],
    [
      'the end of the shift',
      async () => {
        await stage.clock.advance(12 * 3_600_000)
        await stage.tick.run()
      },
    ],
  ]
  test.each(ends)('[PH4] dies with its session by %s', async (_what, end) => {
    const { username } = await agent.get('renewPhonePassword')
    await end(agent)
    expect(await find(username)).toBeNull()
    expect(await stage.deps.store.tenant('demo').find('phoneCredentials')).toEqual([])
    const kinds = (await feedOf(stage.deps.store)).map(({ kind }) => kind)
    expect(kinds.indexOf('phonePassword.released')).toBe(kinds.indexOf('session.ended') + 1)
    expect((await told()).at(-1)).toMatchObject({ data: { cause: 'sessionEnded' } })
  })

  test('[PH4] outlives a resume', async () => {
    const { username } = await agent.get('renewPhonePassword')
    documentOf(await agent.resume())
    expect(await find(username)).not.toBeNull()
  })

  test('[PH5] opens nothing past the lifetime, for a suspended tenant or a disabled person, though nobody has ended it yet', async () => {
    const { username } = await agent.get('renewPhonePassword')
    const rows = stage.deps.store.tenant('demo')
    const suspend = (suspendedAt: number | null) =>
      stage.deps.store.system.transact(async (tx) => {
        const tenant = await tx.get('tenants', { id: 'demo' })
        if (tenant) tx.put('tenants', { ...tenant, suspendedAt })
      })
    await suspend(1)
    expect(await find(username)).toBeNull()
    await suspend(null)
    expect(await find(username)).not.toBeNull()
    const disable = (disabledAt: number | null) =>
      rows.transact(async (tx) => {
        const member = await tx.get('members', { id: 'u-agent01' })
        if (member) tx.put('members', { ...member, disabledAt })
      })
    await disable(1)
    expect(await find(username)).toBeNull()
    await disable(null)
    await stage.clock.advance(12 * 3_600_000)
    expect(await find(username)).toBeNull()
    expect(await find('nobody')).toBeNull()
  })

  test('[PH6] [S-65] neither store nor feed has it or its digests in the clear, and no other key opens them', async () => {
    const store = createMemoryStore()
    const seen = await createStage({ store })
    const browser = seen.browser()
    documentOf(await browser.signIn('agent01'))
    const { username, password } = await browser.get('renewPhonePassword')
    const all = JSON.stringify([store.snapshot(), await feedOf(store)], (_, value) => (value instanceof Map ? [...value] : value))
    expect(all).toContain(username)
    for (const secret of [password, hex('md5', `${username}:demo:${password}`), hex('sha256', `${username}:demo:${password}`)])
      expect(all).not.toContain(secret)
    const vault = createVault(randomBytes(32), seen.deps.random)
    expect(await findPhone({ ...seen.deps, vault }, 'demo', username)).toBeNull()
  })

  test('[PH7] is one session’s: two of one person have two, and each gives up its own', async () => {
    const [one, other] = [stage.browser(), stage.browser()]
    for (const browser of [one, other]) documentOf(await browser.signIn('supervisor01'))
    const first = await one.get('renewPhonePassword')
    const second = await other.get('renewPhonePassword')
    expect(first.username).not.toBe(second.username)
    await one.get('releasePhonePassword')
    expect([await find(first.username), (await find(second.username))?.sessionId]).toEqual([null, other.sessionId])
  })
})
