import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { type ChatRig, createChatRig, signToken, type TestKey } from '../../test/chat-rig.ts'
import { createStage } from '../../test/stage.ts'

let rig: ChatRig
let key: TestKey
beforeEach(async () => {
  rig = await createChatRig(await createStage())
  await rig.createProject('shop')
  key = await rig.createKey()
})

const tell = (header: unknown, secret = key.secret) => rig.tellLogin(signToken(rig.claims(), secret, header))

describe('the header of a chat token', () => {
  test('[CT1] is HS256; type and key may be left out', async () => {
    for (const header of [
      { alg: 'HS256' },
      { alg: 'HS256', typ: 'JWT' },
      { alg: 'HS256', typ: 'jwt' },
      { alg: 'HS256', kid: key.kid },
      { alg: 'HS256', cty: 'x', unknown: [1] },
    ])
      expect([header, await tell(header)]).toEqual([header, 'sub:17'])
  })

  test.each([
    'none',
    'None',
    'NONE',
    'hs256',
    'Hs256',
    'HS256 ',
    'HS384',
    'HS512',
    'RS256',
    'ES256',
    'PS256',
    'EdDSA',
    'dir',
    '',
  ])('[CT1] [S-45] the algorithm %j is refused', async (alg) => {
    expect(await tell({ alg, typ: 'JWT' })).toBe('chatToken.algorithm')
  })

  test.each([[undefined], [null], [256], [['HS256']], [{ HS256: true }], [true]])(
    '[CT1] [S-45] the algorithm %j is refused',
    async (alg) => {
      expect(await tell({ alg })).toBe('chatToken.algorithm')
    },
  )

  test.each([
    { crit: ['exp'] },
    { crit: [] },
    { crit: ['b64'], b64: false },
    { b64: false },
    { zip: 'DEF' },
    { enc: 'A256GCM' },
    { typ: 'at+jwt' },
    { typ: ['JWT'] },
    { typ: null },
  ])('[CT1] [S-45] %j is refused', async (more) => {
    expect(await tell({ alg: 'HS256', ...more })).toBe('chatToken.malformed')
  })

  test('[CT1] [S-45] keys of its own lead nowhere else', async () => {
    const foreign = 'a key of an attacker, as long as it takes'
    const theirs = {
      jwk: { kty: 'oct', k: Buffer.from(foreign).toString('base64url') },
      jku: 'https://evil.example/keys',
      x5u: 'https://evil.example/chain',
      x5c: ['MII='],
    }
    expect(await tell({ alg: 'HS256', ...theirs }, foreign)).toBe('chatToken.signature')
    expect(await tell({ alg: 'HS256', ...theirs })).toBe('sub:17')
  })

  test('[CT1] [S-45] no public key becomes a secret, and no signature of another kind counts', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
    expect(await tell({ alg: 'HS256' }, pem)).toBe('chatToken.signature')
    const [head, body] = signToken(rig.claims(), 'x').split('.')
    const signature = sign('sha256', Buffer.from(`${head}.${body}`), privateKey).toString('base64url')
    expect(await rig.tellLogin(`${head}.${body}.${signature}`)).toBe('chatToken.signature')
    const digest = createHash('sha256').update(`${head}.${body}`).digest('base64url')
    expect(await rig.tellLogin(`${head}.${body}.${digest}`)).toBe('chatToken.signature')
  })

  test('[CT3] the key is the one that kid names, else each active one is tried', async () => {
    const second = await rig.createKey()
    expect(await tell({ alg: 'HS256' }, second.secret)).toBe('sub:17')
    expect(await tell({ alg: 'HS256', kid: second.kid }, second.secret)).toBe('sub:17')
    expect(await tell({ alg: 'HS256', kid: key.kid }, second.secret)).toBe('chatToken.signature')
    expect(await tell({ alg: 'HS256', kid: 'nobody’s' }, second.secret)).toBe('chatToken.signature')
  })

  test.each(['../../../dev/null', "x' OR '1'='1", '%', '', '/proc/self/environ', '__proto__', 'a'.repeat(200)])(
    '[CT3] [S-45] the kid %j is nobody’s',
    async (kid) => {
      for (const secret of [key.secret, '', 'null']) expect(await tell({ alg: 'HS256', kid }, secret)).toBe('chatToken.signature')
    },
  )

  test('[CT3] [S-45] a kid that is no text is malformed', async () => {
    for (const kid of [[key.kid], { kid: key.kid }, 5, true, {}])
      expect(await tell({ alg: 'HS256', kid })).toBe('chatToken.malformed')
  })

  test.each([
    ['none of it', ''],
    ['half of it', 'half'],
    ['another one', 'other'],
    ['its bytes instead of its text', 'bytes'],
  ])('[CT1] signed with %s of the secret it is refused', async (_what, which) => {
    const { secret } = key
    const wrong = { half: secret.slice(0, 20), other: 'x'.repeat(43), bytes: Buffer.from(secret, 'base64url').toString('latin1') }
    expect(await tell({ alg: 'HS256' }, Object.entries(wrong).find(([name]) => name === which)?.[1] ?? '')).toBe(
      'chatToken.signature',
    )
  })
})
