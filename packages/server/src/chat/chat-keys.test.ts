import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { type ChatRig, createChatRig, signedIn, signToken } from '../../test/chat-rig.ts'
import { createStage, createTestNode, feedOf, refusalOf } from '../../test/stage.ts'
import { createVault } from '../vault.ts'
import { revokeKey } from './chat-keys.ts'
import { findCustomerEnd } from './find-customer-end.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let rig: ChatRig
beforeEach(async () => {
  stage = await createStage()
  rig = await createChatRig(stage)
  await rig.createProject('shop')
})

const revoke = (kid: string) => rig.admin.call('revokeChatKey', { params: { id: 'shop', kid } })
const listed = async () => (await rig.admin.get('chatKeys', { params: { id: 'shop' } })).keys
const rows = () => stage.deps.store.tenant('demo').find('chatKeys', { where: { projectId: 'shop' } })

describe('a project’s secret keys', () => {
  test('[CT12] [S-48] are 256 random bits, told once, and listed without the secret', async () => {
    const keys = [await rig.createKey(), await rig.createKey()]
    for (const { secret } of keys) {
      expect(secret).toMatch(/^[\w-]{43}$/)
      expect(JSON.stringify(await rows())).not.toContain(secret)
      expect(JSON.stringify(await listed())).not.toContain(secret)
      expect(JSON.stringify(await feedOf(stage.deps.store))).not.toContain(secret)
    }
    expect(new Set(keys.flatMap(({ kid, secret }) => [kid, secret])).size).toBe(4)
    const by = (await rig.admin.get('session')).user.id
    const row = { createdAt: stage.clock.now(), createdBy: by, lastUsedAt: null, revokedAt: null }
    expect(await listed()).toEqual(keys.map(({ kid }) => ({ kid, ...row })).toSorted((a, b) => (a.kid < b.kid ? -1 : 1)))
  })

  test('[CT12] [S-48] the database alone forges nothing', async () => {
    const { kid, secret } = await rig.createKey()
    const [row] = await rows()
    if (!row) throw new Error('no key')
    const sealed = Buffer.from(row.sealedSecret, 'base64url')
    const parts = [sealed, sealed.subarray(12), sealed.subarray(12, -16), sealed.subarray(-16)]
    const guesses = [row.sealedSecret, kid, ...parts.flatMap((part) => [part.toString('base64url'), part.toString('latin1')])]
    for (const guess of guesses) expect(await rig.tellLogin(signToken(rig.claims(), guess))).toBe('chatToken.signature')
    // Whoever runs a server on a copy has not got the key either.
    const thief = createTestNode(
      { store: stage.deps.store, clock: stage.clock },
      { vault: createVault(randomBytes(32), stage.deps.random) },
    )
    const elsewhere = await createChatRig(thief)
    expect(await elsewhere.tellLogin(signToken(rig.claims(), secret))).toBe('chatToken.signature')
    expect(await rig.tellLogin(signToken(rig.claims(), secret))).toBe('sub:17')
  })

  test('[CT12] creating and revoking are in the audit trail, and revoking is for good', async () => {
    const { kid } = await rig.createKey()
    expect((await revoke(kid)).ok).toBe(true)
    stage.clock.advance(1_000)
    expect((await revoke(kid)).ok).toBe(true)
    expect((await listed())[0]?.revokedAt).toBe(stage.clock.now() - 1_000)
    const told = (await feedOf(stage.deps.store)).filter((event) => event.kind.startsWith('chatKey.'))
    const by = (await rig.admin.get('session')).user.id
    expect(told.map(({ kind, data, by: who }) => [kind, data, who])).toEqual([
      ['chatKey.created', { projectId: 'shop', kid }, by],
      ['chatKey.revoked', { projectId: 'shop', kid }, by],
    ])
  })

  test('[CT12] are told when they were last used, to the minute', async () => {
    const { secret } = await rig.createKey()
    const since = stage.clock.now()
    for (const [passes, last] of [
      [0, 0],
      [59_000, 0],
      [1_000, 60_000],
    ] as const) {
      stage.clock.advance(passes)
      signedIn(await rig.login(signToken(rig.claims(), secret)))
      expect((await listed())[0]?.lastUsedAt).toBe(since + last)
    }
  })

  test('[CT12] are at most 10 at once, also when many are asked for together; one that is revoked makes room', async () => {
    await rig.createProject('other')
    const create = (id: string) => rig.admin.call('createChatKey', { params: { id } })
    const outcomes = await Promise.all(Array.from({ length: 12 }, () => create('shop')))
    const refusals = outcomes.filter(({ ok }) => !ok)
    expect(refusals.map((outcome) => refusalOf(outcome).code)).toEqual(['chat.keys', 'chat.keys'])
    expect((await create('other')).ok).toBe(true)
    const [first] = await listed()
    await revoke(first?.kid ?? '')
    expect((await create('shop')).ok).toBe(true)
    expect(refusalOf(await create('shop')).code).toBe('chat.keys')
  })

  test('[CT12] of what is not there are refused', async () => {
    for (const outcome of [
      await rig.admin.call('chatKeys', { params: { id: 'nowhere' } }),
      await rig.admin.call('createChatKey', { params: { id: 'nowhere' } }),
      await revoke('nobody’s'),
    ])
      expect(refusalOf(outcome).code).toBe('object.unknown')
  })

  test('[CT13] [CT3] revoking one ends what it signed in, and nothing else', async () => {
    const [old, next] = [await rig.createKey(), await rig.createKey()]
    const mia = signedIn(await rig.login(signToken(rig.claims(), old.secret)))
    const ben = signedIn(await rig.login(signToken(rig.claims({ sub: '18' }), next.secret)))
    const guest = signedIn(await rig.guest())
    // Who came back by a token of the next key is that one's.
    const eve = signedIn(await rig.login(signToken(rig.claims({ sub: '19' }), old.secret)))
    const evesNext = signedIn(await rig.login(signToken(rig.claims({ sub: '19' }), next.secret), { previous: eve.token }))
    await revoke(old.kid)
    expect(await rig.tellLogin(signToken(rig.claims(), old.secret))).toBe('chatToken.signature')
    expect(await rig.tellLogin(signToken(rig.claims(), old.secret, { alg: 'HS256', kid: old.kid }))).toBe('chatToken.signature')
    const isLive = async (token: string) => (await rig.customers.byToken(token, 'https://shop.example')).ok
    expect(await Promise.all([mia, ben, guest, evesNext].map(({ token }) => isLive(token)))).toEqual([false, true, true, true])
    const ends = (await feedOf(stage.deps.store)).filter(({ kind }) => kind === 'customer.signedOut')
    expect(ends.map(({ data }) => data)).toEqual([{ customerId: mia.caller.customer.id, projectId: 'shop', cause: 'keyRevoked' }])
  })

  test('[CT13] what a revoked key signed in is refused from the commit on, however many there are to be ended', async () => {
    const { kid, secret } = await rig.createKey()
    const mia = signedIn(await rig.login(signToken(rig.claims(), secret)))
    const tenant = stage.deps.store.tenant('demo')
    const meta = { at: stage.clock.now(), by: null }
    const crowd = Array.from({ length: 1_200 }, (_, at) => ({ ...mia.caller.session, id: `s${at}`, tokenHash: `h${at}` }))
    await tenant.transact(async (tx) => {
      for (const session of crowd) tx.put('customerSessions', session)
      const row = await tx.get('chatKeys', { projectId: 'shop', kid })
      if (row) await revokeKey(tx, row, meta)
    })
    expect(refusalOf(await rig.customers.byToken(mia.token, 'https://shop.example')).code).toBe('chat.session')
    expect(await tenant.transact((tx) => findCustomerEnd(tx, mia.caller.session.id, meta.at))).toEqual({ code: 'chat.session' })
    // The same again ends what a crash had left.
    await revoke(kid)
    expect(await tenant.find('customerSessions', { where: { kid, endedAt: null } })).toEqual([])
  })

  test('[CT13] [CT3] a sign-in that was under way when its key was revoked is refused, or ended with it', async () => {
    for (let round = 0; round < 20; round++) {
      const { kid, secret } = await rig.createKey()
      const logins = Array.from({ length: 5 }, (_, at) => rig.login(signToken(rig.claims({ sub: `${at}` }), secret)))
      const [outcomes] = await Promise.all([Promise.all(logins), revoke(kid)])
      for (const outcome of outcomes) {
        const token = outcome.ok ? outcome.value.token : ''
        expect((await rig.customers.byToken(token, 'https://shop.example')).ok).toBe(false)
      }
    }
  })
})
