import { beforeEach, describe, expect, test } from 'vitest'
import { type ChatRig, createChatRig, shop, signedIn, signToken, type TestKey } from '../../test/chat-rig.ts'
import { createStage, feedOf, refusalOf } from '../../test/stage.ts'
import { waitingConversation } from '../../test/waiting-conversation.ts'
import { putConversation } from './command-conversation.ts'
import { mayShowChat } from './may-show-chat.ts'
import { pruneChat } from './prune-chat.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let rig: ChatRig
let key: TestKey
beforeEach(async () => {
  stage = await createStage({ demo: false })
  rig = await createChatRig(stage)
  await rig.createProject('shop')
  key = await rig.createKey()
})

const signIn = async (sub: string, previous?: string) =>
  signedIn(await rig.login(signToken(rig.claims({ sub }), key.secret), { previous }))
const signInAsGuest = async (previous?: string, more = {}) => signedIn(await rig.guest({ previous, ...more }))
const ask = async (token: string, origin = shop) => {
  const found = await rig.customers.byToken(token, origin)
  return found.ok ? found.value.customer.id : found.refusal.code
}
const signedOut = async () =>
  (await feedOf(stage.deps.store)).filter(({ kind }) => kind === 'customer.signedOut').map(({ data }) => data)
const change = (body: object) => rig.admin.get('changeChatProject', { params: { id: 'shop' }, body })

describe('a customer’s session', () => {
  test('[CU5] is a random token of which the store has the hash, for twelve hours', async () => {
    const { token, caller } = await signIn('17')
    expect(token).toMatch(/^demo\.[\w-]{43}$/)
    const rows = await stage.deps.store.tenant('demo').find('customerSessions')
    expect(rows).toEqual([caller.session])
    expect(JSON.stringify(rows)).not.toContain(token.slice(5))
    expect(caller.session.expiresAt).toBe(stage.clock.now() + 12 * 3_600_000)
    expect(await ask(token)).toBe(caller.customer.id)
    for (const wrong of [
      '',
      'demo.',
      `${token}x`,
      token.replace('demo.', 'acme.'),
      token.slice(5),
      caller.session.tokenHash,
      'nobody.x',
    ])
      expect([wrong, await ask(wrong)]).toEqual([wrong, 'chat.session'])
  })

  test('[CU5] is over after its time, and is removed', async () => {
    await rig.admin.get('setPreference', {
      params: { level: 'tenant', key: 'chat.sessionMs' },
      body: { value: 300_000, locked: false },
    })
    const { token, caller } = await signIn('17')
    stage.clock.advance(299_999)
    await stage.tick.run()
    expect(await ask(token)).toBe(caller.customer.id)
    stage.clock.advance(1)
    expect(await ask(token)).toBe('chat.session')
    stage.clock.advance(60_000)
    await stage.tick.run()
    expect(await signedOut()).toEqual([{ customerId: caller.customer.id, projectId: 'shop', cause: 'expired' }])
    expect(await stage.deps.store.tenant('demo').find('customerSessions')).toEqual([])
  })

  test('[CU6] that goes on is no sign-in in the trail', async () => {
    const { token } = await signIn('17')
    const before = await stage.deps.store.tenant('demo').head()
    await signIn('17', token)
    expect(await stage.deps.store.tenant('demo').head()).toBe(before)
  })

  test('[CU7] a guest who never said anything goes with their session; one who did, and a customer, stay', async () => {
    const tenant = stage.deps.store.tenant('demo')
    const [silent, spoke] = [signedIn(await rig.guest()), signedIn(await rig.guest())]
    const mia = await signIn('17')
    const { id } = spoke.caller.customer
    await tenant.transact(async (tx) => putConversation(tx, waitingConversation('c', { customerId: id })))
    stage.clock.advance(30 * 24 * 3_600_000)
    await pruneChat(stage.deps, 'demo')
    const left = (await tenant.find('customers')).map(({ id }) => id)
    expect(left).not.toContain(silent.caller.customer.id)
    expect(left).toEqual(expect.arrayContaining([spoke.caller.customer.id, mia.caller.customer.id]))
  })

  test('[CU5] two thousand that are over are removed in one run', async () => {
    const { caller } = await signIn('17')
    await stage.deps.store.tenant('demo').transact(async (tx) => {
      for (let at = 0; at < 2_000; at++)
        tx.put('customerSessions', { ...caller.session, id: `s${at}`, tokenHash: `h${at}`, expiresAt: 1 })
    })
    await pruneChat(stage.deps, 'demo')
    expect(await stage.deps.store.tenant('demo').find('customerSessions')).toEqual([caller.session])
  })

  test('[CU1] [S-51] of another customer ends when this browser signs in', async () => {
    const mia = await signIn('17')
    const ben = await signIn('18', mia.token)
    expect(await ask(mia.token)).toBe('chat.session')
    expect(await ask(ben.token)).toBe(ben.caller.customer.id)
    expect(await signedOut()).toEqual([{ customerId: mia.caller.customer.id, projectId: 'shop', cause: 'replaced' }])
  })

  test('[CU1] of the same customer goes on in a new token, and the old one is dead after 30 s', async () => {
    const before = await signIn('17')
    stage.clock.advance(3_600_000)
    const after = await signIn('17', before.token)
    expect(after.caller.session).toMatchObject({ id: before.caller.session.id, expiresAt: stage.clock.now() + 12 * 3_600_000 })
    stage.clock.advance(30_000)
    expect(await ask(before.token)).toBe('chat.session')
    expect(await ask(after.token)).toBe(after.caller.customer.id)
    expect(await signedOut()).toEqual([])
  })

  test('[CU1] [S-55] whose renewal’s answer was lost is answered for 30 s by the old token, and renewed by it again', async () => {
    const before = await signIn('17')
    const id = before.caller.customer.id
    const lost = await signIn('17', before.token)
    stage.clock.advance(29_999)
    expect(await ask(before.token)).toBe(id)
    const again = await signIn('17', before.token)
    // The one that was lost may have been heard by another tab.
    expect(await Promise.all([lost.token, again.token].map((token) => ask(token)))).toEqual([id, id])
    // The old one counts no longer for that.
    stage.clock.advance(1)
    expect(await ask(before.token)).toBe('chat.session')
    expect(await ask((await signIn('17', before.token)).token)).toBe(id)
    expect(await signedOut()).toEqual([])
  })

  test('[CU1] [S-51] [S-55] the old token leads to nothing that is over, and another customer’s sign-in by it ends the session', async () => {
    const before = await signIn('17')
    const lost = await signIn('17', before.token)
    await signIn('18', before.token)
    expect(await Promise.all([before.token, lost.token].map((token) => ask(token)))).toEqual(['chat.session', 'chat.session'])
    const next = await signIn('17')
    const { caller } = await signIn('17', next.token)
    await rig.logout(caller)
    expect(await ask(next.token)).toBe('chat.session')
  })

  test('[CU4] [S-55] a guest whose answer was lost is the same guest', async () => {
    const guest = await signInAsGuest()
    await signInAsGuest(guest.token)
    expect((await signInAsGuest(guest.token)).caller.customer.id).toBe(guest.caller.customer.id)
  })

  test('[CU1] on another device stays as it is', async () => {
    const here = await signIn('17')
    const there = await signIn('17')
    expect(there.caller.session.id).not.toBe(here.caller.session.id)
    expect(await ask(here.token)).toBe(await ask(there.token))
  })

  test('[CU1] [S-51] what is no session of this tenant is passed over', async () => {
    const mia = await signIn('17')
    const acme = mia.token.replace('demo.', 'acme.')
    for (const previous of ['', 'x', acme, mia.caller.session.id, mia.caller.session.tokenHash]) await signIn('18', previous)
    expect(await ask(mia.token)).toBe(mia.caller.customer.id)
    expect(await signedOut()).toEqual([])
  })

  test('[CU1] [S-51] a refused sign-in ends nothing', async () => {
    const mia = await signIn('17')
    expect(refusalOf(await rig.login(signToken(rig.claims(), 'wrong'), { previous: mia.token })).code).toBe('chatToken.signature')
    expect(await ask(mia.token)).toBe(mia.caller.customer.id)
  })

  test('[CU3] that is signed out is over at once, and once', async () => {
    const { token, caller } = await signIn('17')
    await Promise.all([rig.logout(caller), rig.logout(caller)])
    expect(await ask(token)).toBe('chat.session')
    expect((await rig.customers.recheck(caller)).ok).toBe(false)
    expect(await signedOut()).toEqual([{ customerId: caller.customer.id, projectId: 'shop', cause: 'signedOut' }])
  })

  test('[CU4] without a token is a customer of one’s own, not verified', async () => {
    const one = await signInAsGuest(undefined, { name: 'Visitor' })
    const other = await signInAsGuest()
    expect(one.caller.customer).toMatchObject({ name: 'Visitor', email: null, verified: false })
    expect(other.caller.customer).toMatchObject({ name: '', email: null })
    expect(other.caller.customer.id).not.toBe(one.caller.customer.id)
    const again = await signInAsGuest(one.token)
    expect(again.caller.customer).toMatchObject({ id: one.caller.customer.id, name: 'Visitor' })
  })

  test('[CU4] [S-51] a guest never becomes the verified one of this browser, nor the other way round', async () => {
    const mia = await signIn('17')
    const guest = await signInAsGuest(mia.token)
    expect(guest.caller.customer.id).not.toBe(mia.caller.customer.id)
    expect(await ask(mia.token)).toBe('chat.session')
    const back = await signIn('17', guest.token)
    expect(back.caller.customer.id).toBe(mia.caller.customer.id)
    expect(await ask(guest.token)).toBe('chat.session')
    expect(await rig.tellLogin(signToken(rig.claims({ sub: guest.caller.customer.subject }), key.secret))).toBe(
      `sub:${guest.caller.customer.subject}`,
    )
  })

  test('[CU4] where guests are not let in they are refused', async () => {
    await change({ anonymous: false })
    expect(refusalOf(await rig.guest()).code).toBe('chat.anonymous')
    expect(refusalOf(await rig.guest({ origin: 'https://evil.example' })).code).toBe('chat.origin')
  })

  test('[CU2] is of use on the project’s pages only, and as long as they are listed', async () => {
    const { token, caller } = await signIn('17')
    for (const origin of ['https://evil.example', 'http://localhost:7700', '', 'null', `${shop}/`, shop.toUpperCase()])
      expect([origin, await ask(token, origin)]).toEqual([origin, 'chat.origin'])
    await change({ allowedOrigins: ['https://other.example'] })
    expect(await ask(token)).toBe('chat.origin')
    expect(refusalOf(await rig.customers.recheck(caller)).code).toBe('chat.origin')
    await change({ allowedOrigins: [shop], disabled: true })
    expect(await ask(token)).toBe('chat.project')
    await change({ disabled: false })
    expect(await ask(token)).toBe(caller.customer.id)
  })

  test('[CU2] in demo mode every loopback origin may, and nobody else', () => {
    const project = { allowedOrigins: [shop] }
    const loopback = [
      'http://localhost',
      'http://localhost:8080',
      'https://localhost:1',
      'http://127.0.0.1:7700',
      'http://[::1]:3000',
    ]
    for (const origin of loopback) {
      expect([origin, mayShowChat({ demo: true }, undefined, origin)]).toEqual([origin, true])
      expect([origin, mayShowChat({ demo: false }, project, origin)]).toEqual([origin, false])
    }
    const others = [
      'http://localhost.evil.example',
      'http://127.0.0.1.evil.example',
      'http://evil.example#localhost',
      'http://localhost@evil.example',
    ]
    for (const origin of [...others, 'http://10.0.0.1', 'file://', 'null', '', 'http://localhost:80/x', 'http://localhost\n'])
      expect([origin, mayShowChat({ demo: true }, project, origin)]).toEqual([origin, false])
    expect(mayShowChat({ demo: false }, project, shop)).toBe(true)
  })

  test('[CU5] of a suspended tenant is of no use', async () => {
    const { token } = await signIn('17')
    await stage.deps.store.system.transact(async (rows) => {
      rows.put('tenants', { id: 'demo', name: 'Demo', createdAt: 0, suspendedAt: 1 })
    })
    expect(await ask(token)).toBe('chat.session')
  })
})
