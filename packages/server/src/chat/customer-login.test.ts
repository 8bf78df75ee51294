import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { type ChatRig, createChatRig, shop, signedIn, signToken, type TestKey } from '../../test/chat-rig.ts'
import { createStage, feedOf, refusalOf } from '../../test/stage.ts'
import { chatMessageOf } from './chat-message.ts'
import { sealNewChatKey } from './seal-chat-key.ts'

type Stage = Awaited<ReturnType<typeof createStage>>
let stage: Stage
let rig: ChatRig
let key: TestKey
beforeEach(async () => {
  stage = await createStage({ demo: false })
  rig = await createChatRig(stage)
  await rig.createProject('shop')
  key = await rig.createKey()
})

const tokenOf = (more: object = {}, secret = key.secret) => signToken(rig.claims(more), secret)
const change = (body: object, id = 'shop') => rig.admin.get('changeChatProject', { params: { id }, body })
const messageOf = async (token: string, more = {}) => chatMessageOf(refusalOf(await rig.login(token, more)))
const told = async () => (await feedOf(stage.deps.store)).filter(({ kind }) => kind.startsWith('customer.'))

describe('a customer who comes with a token', () => {
  test('[CT9] is new once, and from then on who sub says, with the name and e-mail of the last token', async () => {
    const first = signedIn(await rig.login(tokenOf()))
    const again = signedIn(await rig.login(tokenOf({ email: 'Mia@New.example', displayName: 'Mia M.' })))
    expect(again.caller.customer).toMatchObject({
      id: first.caller.customer.id,
      email: 'Mia@New.example',
      name: 'Mia M.',
      verified: true,
    })
    expect((await told()).map(({ data }) => data)).toMatchObject([
      { isNew: true, isVerified: true, projectId: 'shop', origin: shop },
      { isNew: false },
    ])
  })

  test('[CT9] without sub is who the e-mail says, in any case', async () => {
    const first = signedIn(await rig.login(tokenOf({ sub: undefined, email: 'MIA@shop.example' })))
    const again = signedIn(await rig.login(tokenOf({ sub: undefined, email: 'mia@SHOP.example' })))
    expect(again.caller.customer.id).toBe(first.caller.customer.id)
  })

  test('[CT9] [S-50] is never found by an e-mail that another sub has', async () => {
    const ids = new Set<string>()
    for (const sub of ['17', '18', undefined, 'email:mia@shop.example'])
      ids.add(signedIn(await rig.login(tokenOf({ sub }))).caller.customer.id)
    expect(ids.size).toBe(4)
  })

  test('[CT4] [CT11] reads what is wrong in the published words', async () => {
    const s = stage.deps.clock.now() / 1_000
    expect(await messageOf(tokenOf({ email: undefined }))).toBe('Token is missing claim: email')
    expect(await messageOf(tokenOf({ exp: undefined }))).toBe('Token is missing claim: exp')
    expect(await messageOf(tokenOf({ iat: s - 400, exp: s - 100 }))).toBe('Token has expired')
    expect(await messageOf(tokenOf({}, 'wrong'))).toBe('Token signature is invalid')
    expect(await messageOf('abc')).toBe('Token is malformed')
    expect(await messageOf(tokenOf({ email: 5 }))).toBe('Token has an invalid claim: email')
    await change({ autoLogin: false })
    expect(await messageOf(tokenOf())).toBe('Auto-login is not enabled for this project')
  })

  test('[CT5] may bring fractions, and a clock that is a minute off', async () => {
    const s = stage.deps.clock.now() / 1_000
    expect(await rig.tellLogin(tokenOf({ iat: s + 0.123, exp: s + 300.456 }))).toBe('sub:17')
    expect(await rig.tellLogin(tokenOf({ iat: s + 59, nbf: s + 59, exp: s + 300 }))).toBe('sub:17')
    expect(await rig.tellLogin(tokenOf({ iat: s - 300, exp: s - 59 }))).toBe('sub:17')
    expect(await rig.tellLogin(tokenOf({ exp: s - 60 }))).toBe('chatToken.expired')
  })

  test('[CT6] brings no token that lives longer than a day', async () => {
    const s = stage.deps.clock.now() / 1_000
    expect(await rig.tellLogin(tokenOf({ exp: s + 86_400 }))).toBe('sub:17')
    expect(await messageOf(tokenOf({ exp: s + 86_401 }))).toBe('Token has an invalid claim: exp')
  })

  test('[CT7] where the project has an audience, the token is for it', async () => {
    await change({ audience: 'support' })
    expect(await messageOf(tokenOf())).toBe('Token is missing claim: aud')
    expect(await messageOf(tokenOf({ aud: 'Support' }))).toBe('Token has an invalid claim: aud')
    expect(await rig.tellLogin(tokenOf({ aud: ['a', 'support'] }))).toBe('sub:17')
  })

  test('[CT7] where tokens count once, the second sign-in is refused until the token is over', async () => {
    await change({ singleUse: true })
    expect(await messageOf(tokenOf())).toBe('Token is missing claim: jti')
    const token = tokenOf({ jti: 'a' })
    expect(await rig.tellLogin(token)).toBe('sub:17')
    expect(await rig.tellLogin(token)).toBe('chatToken.used')
    stage.clock.advance(300_000 + 59_000)
    await stage.tick.run()
    expect(await rig.tellLogin(token)).toBe('chatToken.used')
    stage.clock.advance(61_000)
    await stage.tick.run()
    expect(await stage.deps.store.tenant('demo').find('usedTokens')).toEqual([])
    expect(await rig.tellLogin(token)).toBe('chatToken.expired')
  })

  test('[CT7] [S-47] one jti in fifty encodings signs in once', async () => {
    await change({ singleUse: true })
    const escaped = (bits: number) =>
      [...'token7'].map((c, at) => (bits & (1 << at) ? `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}` : c))
    const claims = (jti: string) => JSON.stringify(rig.claims({ jti: '#' })).replace('#', jti)
    const tokens = Array.from({ length: 50 }, (_, at) => signToken(claims(escaped(at).join('')), key.secret))
    expect(new Set(tokens).size).toBe(50)
    const outcomes = await Promise.all(tokens.map((token) => rig.tellLogin(token)))
    expect(outcomes.filter((each) => each === 'sub:17')).toHaveLength(1)
    expect(outcomes.filter((each) => each === 'chatToken.used')).toHaveLength(49)
  })

  test('[CT7] one jti counts once a project', async () => {
    await rig.createProject('other', { singleUse: true })
    await change({ singleUse: true })
    const { secret } = await rig.createKey('other')
    expect(await rig.tellLogin(tokenOf({ jti: 'a' }))).toBe('sub:17')
    expect(await rig.tellLogin(tokenOf({ jti: 'a' }, secret), { project: 'other' })).toBe('sub:17')
  })

  test('[CT8] [S-50] comes in nowhere but to the token’s own project, also with equal kids', async () => {
    const ids = Array.from({ length: 20 }, (_, at) => `p${at}`)
    const secrets = new Map<string, string>()
    const tenant = stage.deps.store.tenant('demo')
    for (const id of ids) {
      await rig.createProject(id)
      const { secret, row } = sealNewChatKey(stage.deps, { tenantId: 'demo', projectId: id, kid: 'same' }, { at: 1, by: null })
      secrets.set(id, secret)
      await tenant.transact(async (tx) => tx.put('chatKeys', row))
    }
    for (const own of ids) {
      const tokens = [{ alg: 'HS256', kid: 'same' }, { alg: 'HS256' }].map((header) =>
        signToken(rig.claims(), secrets.get(own) ?? '', header),
      )
      for (const project of ids) {
        const expected = own === project ? 'sub:17' : 'chatToken.signature'
        for (const token of tokens)
          expect([own, project, await rig.tellLogin(token, { project })]).toEqual([own, project, expected])
      }
    }
    // A row that is copied to another project, name and all, opens nothing there.
    const [row] = await tenant.find('chatKeys', { where: { projectId: 'p0' } })
    if (!row) throw new Error('no key')
    await tenant.transact(async (tx) => tx.put('chatKeys', { ...row, projectId: 'p1' }))
    expect(await rig.tellLogin(tokenOf({}, secrets.get('p0')), { project: 'p1' })).toBe('chatToken.signature')
  }, 30_000)

  test('[CT8] [S-50] another tenant’s project of the same name is another one', async () => {
    const row = await stage.deps.store.tenant('demo').get('chatProjects', { id: 'shop' })
    if (!row) throw new Error('no project')
    await stage.deps.store.tenant('acme').transact(async (tx) => tx.put('chatProjects', row))
    expect(await rig.tellLogin(tokenOf(), { tenant: 'acme' })).toBe('chatToken.signature')
  })

  test('[CT10] [S-09] on a page that is not on the list hears one thing, whatever is the matter', async () => {
    await rig.createProject('off', { autoLogin: false })
    await rig.createProject('closed')
    await change({ disabled: true }, 'closed')
    const outcomes = async (origin: string) => [
      await rig.tellLogin(tokenOf(), { origin }),
      await rig.tellLogin('abc', { origin }),
      await rig.tellLogin(tokenOf({}, 'wrong'), { origin }),
      await rig.tellLogin(tokenOf(), { origin, project: 'off' }),
      await rig.tellLogin(tokenOf(), { origin, project: 'closed' }),
      await rig.tellLogin(tokenOf(), { origin, project: 'nowhere' }),
      await rig.tellLogin(tokenOf(), { origin, tenant: 'nobody' }),
    ]
    for (const origin of [
      'https://evil.example',
      'https://shop.example.evil.example',
      `${shop}:444`,
      'http://shop.example',
      'null',
      '',
    ])
      expect(new Set(await outcomes(origin))).toEqual(new Set(['chat.origin']))
    expect(await outcomes(shop)).toEqual([
      ...[
        'sub:17',
        'chatToken.malformed',
        'chatToken.signature',
        'chatToken.disabled',
        'chat.project',
        'chat.origin',
        'chat.origin',
      ],
    ])
  })

  test('[S-46] with any claims is signed in or refused, and never a fault', async () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.constantFrom(null, true, '1e400', -1, [], {}, '\u0000', '\ud800', '__proto__'),
    )
    const claims = fc.record(
      { email: value, displayName: value, exp: value, iat: value, nbf: value, sub: value, jti: value, aud: value },
      { requiredKeys: [] },
    )
    await fc.assert(
      fc.asyncProperty(claims, fc.boolean(), async (given, isGood) => {
        const sound = isGood ? { email: 'a@b.example', exp: stage.deps.clock.now() / 1_000 + 300 } : {}
        const outcome = await rig.login(signToken({ ...given, ...sound }, key.secret))
        if (!outcome.ok) expect(outcome.refusal.code).toMatch(/^chatToken\./)
      }),
      { numRuns: 200 },
    )
    for (const exp of ['1e400', '-1', '"9"', '9e999'])
      expect(await messageOf(signToken(`{"email":"a@b.example","exp":${exp}}`, key.secret))).toBe(
        'Token has an invalid claim: exp',
      )
  })

  test('[CT3] of a suspended tenant is let in nowhere', async () => {
    await stage.deps.store.system.transact(async (rows) => {
      rows.put('tenants', { id: 'demo', name: 'Demo', createdAt: 0, suspendedAt: 1 })
    })
    expect(await rig.tellLogin(tokenOf())).toBe('chat.origin')
  })
})
