import { tokenChecks } from '@hotseat/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { type ChatRig, createChatRig, signToken, type TestKey } from '../../test/chat-rig.ts'
import { createStage, feedOf, refusalOf } from '../../test/stage.ts'
import { chatMessageOf } from './chat-message.ts'

let stage: Awaited<ReturnType<typeof createStage>>
let rig: ChatRig
let key: TestKey
beforeEach(async () => {
  stage = await createStage()
  rig = await createChatRig(stage)
  await rig.createProject('shop', { singleUse: true, audience: 'shop' })
  key = await rig.createKey()
})

const claims = (more: object = {}) => rig.claims({ aud: 'shop', jti: 'a', ...more })
const check = (token: string) => rig.admin.get('checkChatToken', { params: { id: 'shop' }, body: { token } })
const foundIn = async (token: string, looked: (typeof tokenChecks)[number]) =>
  (await check(token)).findings.find(({ what }) => what === looked)?.found
const wrongIn = async (token: string) => (await check(token)).findings.filter(({ ok }) => !ok).map(({ what }) => what)

describe('an administrator who has a token looked at', () => {
  test('[CT16] reads each thing that is right with it, and has not used it', async () => {
    const token = signToken(claims(), key.secret)
    const before = await feedOf(stage.deps.store)
    const report = await check(token)
    expect(report).toMatchObject({ valid: true, message: null, header: { alg: 'HS256' }, claims: { email: 'mia@shop.example' } })
    expect(report.findings.map(({ what, ok }) => [what, ok])).toEqual(tokenChecks.map((what) => [what, true]))
    expect(await feedOf(stage.deps.store)).toEqual(before)
    expect(await rig.tellLogin(token)).toBe('sub:17')
    expect(await check(token)).toMatchObject({ valid: false, message: 'Token was used before' })
  })

  test('[CT16] reads all that is wrong at once', async () => {
    const token = signToken(claims({ email: undefined }), 'wrong', { alg: 'HS256', kid: 'nobody’s' })
    const report = await check(token)
    expect(report.message).toBe('Token signature is invalid')
    expect(report.findings.filter(({ ok }) => !ok)).toEqual([
      { what: 'key', ok: false, found: { code: 'keyUnknown', kid: 'nobody’s' } },
      { what: 'signature', ok: false, found: { code: 'signatureWrong' } },
      { what: 'claims', ok: false, found: { code: 'claimMissing', claim: 'email' } },
    ])
  })

  test('[CT16] reads of a key that it was revoked', async () => {
    const token = signToken(claims(), key.secret, { alg: 'HS256', kid: key.kid })
    await rig.admin.get('revokeChatKey', { params: { id: 'shop', kid: key.kid } })
    expect(await foundIn(token, 'key')).toEqual({ code: 'keyRevoked', kid: key.kid })
    expect(await wrongIn(signToken(claims(), key.secret))).toEqual(['key', 'signature'])
  })

  test('[CT16] is told what was found by a code and what it is about, so that each reader has it in their language', async () => {
    const now = stage.clock.now() / 1_000
    const found = await Promise.all([
      foundIn('abc', 'form'),
      foundIn(signToken(claims(), key.secret, { alg: 'none' }), 'header'),
      foundIn(signToken(claims(), key.secret, { alg: 'HS256', crit: ['exp'] }), 'header'),
      foundIn(signToken(claims({ exp: 1 }), key.secret), 'claims'),
      foundIn(signToken(claims({ aud: 'other' }), key.secret), 'claims'),
      foundIn(signToken(claims({ exp: now + 300 }), key.secret), 'claims'),
      foundIn(signToken(claims(), key.secret), 'signature'),
    ])
    expect(found).toEqual([
      { code: 'notThreeParts' },
      { code: 'algorithmWrong', alg: '"none"' },
      { code: 'headerMemberWrong', name: 'crit' },
      { code: 'expired' },
      { code: 'claimWrong', claim: 'aud' },
      { code: 'claimsRight', name: 'Mia', email: 'mia@shop.example', until: (now + 300) * 1_000 },
      { code: 'signedBy', kid: key.kid },
    ])
  })

  test('[CT16] [CT11] reads the message of the first fault, as a page would', async () => {
    const tokens = [
      'abc',
      signToken(claims(), key.secret, { alg: 'none' }),
      signToken(claims(), key.secret, { alg: 'HS256', crit: ['exp'] }),
      signToken(claims(), key.secret, { alg: 'HS256', kid: 5 }),
      signToken(claims(), 'wrong'),
      signToken(claims({ exp: undefined }), 'wrong'),
      signToken(claims({ exp: 1 }), key.secret),
      signToken(claims({ aud: 'other' }), key.secret),
      signToken(claims({ jti: undefined }), key.secret),
      signToken(claims(), key.secret),
    ]
    for (const body of [{}, { autoLogin: false }, { disabled: true }]) {
      await rig.admin.get('changeChatProject', { params: { id: 'shop' }, body })
      for (const token of tokens) {
        const { valid, message } = await check(token)
        const outcome = await rig.login(token)
        const read = outcome.ok ? null : chatMessageOf(outcome.refusal)
        expect([token, message, valid]).toEqual([token, read, outcome.ok])
      }
    }
  })

  test('[CT16] of a project that is not there is refused', async () => {
    const asked = { params: { id: 'nowhere' }, body: { token: 'x' } }
    expect(refusalOf(await rig.admin.call('checkChatToken', asked)).code).toBe('object.unknown')
  })
})
