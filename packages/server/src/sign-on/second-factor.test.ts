import { beforeEach, describe, expect, test } from 'vitest'
import { codeAt } from '../../test/one-time-codes.ts'
import { createStage, createTestNode, documentOf, feedOf, refusalOf, type TestBrowser } from '../../test/stage.ts'
import { demoPassword } from '../demo/seed-demo.ts'
import { realWorld } from '../real-world.ts'
import { createVault } from '../vault.ts'

const stepMs = 30_000
const wrong = { password: 'certainly not this one' }
let stage: Awaited<ReturnType<typeof createStage>>
beforeEach(async () => {
  stage = await createStage()
  await setPreference('administrators')
})

async function setPreference(value: 'off' | 'administrators') {
  const row = { level: 'tenant', key: 'security.secondFactor', value, locked: false, changedAt: 1, changedBy: null }
  const data = { level: 'tenant', key: row.key, value, previous: null, locked: false }
  await stage.deps.store.tenant('demo').transact(async (tx) => {
    tx.put('preferences', row)
    await tx.emit({ kind: 'preference.changed', userId: null, data }, { at: 1, by: null })
  })
}

/** Signs in and sets up codes; the clock then stands at the next step, so that a fresh code is there. */
async function enrol(username: string, browser: TestBrowser = stage.browser()): Promise<string> {
  documentOf(await browser.signIn(username))
  const { secret } = await browser.get('enrolSecondFactor')
  await browser.get('confirmSecondFactor', { body: { oneTimeCode: codeNow(secret) } })
  stage.clock.advance(stepMs)
  return secret
}

const codeNow = (key: string, afterMs = 0) => codeAt(key, stage.clock.now() + afterMs)
const wrongCode = (key: string) => String((Number(codeNow(key)) + 1) % 1_000_000).padStart(6, '0')
const signIn = (username: string, oneTimeCode?: string, browser = stage.browser({ device: null })) =>
  browser.signIn(username, oneTimeCode === undefined ? {} : { oneTimeCode })
const accountOf = (id: string) => stage.deps.store.system.get('accounts', { id })

describe('[S-74] administrators have two factors', () => {
  test('[MF4] [S-74] without one they are signed in to set it up, and with one they are not', async () => {
    expect(documentOf(await signIn('admin01')).mustEnrol).toBe(true)
    expect(documentOf(await signIn('uam01')).mustEnrol).toBe(true)
    expect(documentOf(await signIn('supervisor01')).mustEnrol).toBeUndefined()
    const key = await enrol('admin01')
    const browser = stage.browser()
    expect(documentOf(await signIn('admin01', codeNow(key), browser)).mustEnrol).toBeUndefined()
    expect(await browser.caller()).toMatchObject({ ok: true, value: { mustEnrol: false } })
  })

  test('[MF4] a change of the preference holds at the next call', async () => {
    await setPreference('off')
    const browser = stage.browser()
    expect(documentOf(await browser.signIn('admin01')).mustEnrol).toBeUndefined()
    expect(await browser.caller()).toMatchObject({ value: { mustEnrol: false } })
    await setPreference('administrators')
    expect(await browser.caller()).toMatchObject({ value: { mustEnrol: true } })
    expect((await browser.get('session')).mustEnrol).toBe(true)
    expect(documentOf(await browser.resume()).mustEnrol).toBe(true)
  })

  test('[MF2] the code is asked for after the right password only, and of whoever has it set up', async () => {
    const key = await enrol('supervisor01')
    expect(refusalOf(await stage.browser({ device: null }).signIn('supervisor01', wrong)).code).toBe('signIn.credentials')
    const guessed = { ...wrong, oneTimeCode: codeNow(key) }
    expect(refusalOf(await stage.browser({ device: null }).signIn('supervisor01', guessed)).code).toBe('signIn.credentials')
    expect(refusalOf(await signIn('supervisor01'))).toEqual({ code: 'signIn.secondFactor' })
    documentOf(await signIn('supervisor01', codeNow(key)))
    await setPreference('off')
    expect(refusalOf(await signIn('supervisor01')).code).toBe('signIn.secondFactor')
  })

  test('[MF2] [S-16] being asked is neither a failure nor a success', async () => {
    const key = await enrol('admin01')
    for (let each = 0; each < 3; each++) await stage.browser({ device: null }).signIn('admin01', wrong)
    for (let each = 0; each < 10; each++) expect(refusalOf(await signIn('admin01')).code).toBe('signIn.secondFactor')
    const counters = await stage.deps.store.system.find('attempts')
    expect(counters.filter(({ failures }) => failures > 0)).toMatchObject([{ failures: 3, permits: [] }])
    documentOf(await signIn('admin01', codeNow(key)))
    expect((await stage.deps.store.system.find('attempts')).every(({ failures }) => failures === 0)).toBe(true)
  })

  test('[MF5] [S-12] [S-10] codes cannot be guessed: wrong ones block like wrong passwords', async () => {
    const key = await enrol('admin01')
    await stage.browser({ device: null }).signIn('admin01', wrong)
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => signIn('admin01', wrongCode(key))))
    const codes = Map.groupBy(outcomes, (outcome) => refusalOf(outcome).code)
    expect(codes.get('signIn.secondFactorWrong')).toHaveLength(4)
    expect(codes.get('signIn.blocked')).toHaveLength(46)
    expect(refusalOf(await signIn('admin01', codeNow(key))).code).toBe('signIn.blocked')
    const failed = (await feedOf(stage.deps.store)).filter(({ kind }) => kind === 'signIn.failed')
    expect(failed.map(({ data }) => 'cause' in data && data.cause)).toEqual(['credentials', ...Array(4).fill('secondFactor')])
  })
})

describe('one-time codes', () => {
  test('[MF3] of the step before and after count too; further ones do not', async () => {
    const key = await enrol('admin01')
    stage.clock.advance(10 * stepMs)
    expect(refusalOf(await signIn('admin01', codeNow(key, -2 * stepMs))).code).toBe('signIn.secondFactorWrong')
    expect(refusalOf(await signIn('admin01', codeNow(key, 2 * stepMs))).code).toBe('signIn.secondFactorWrong')
    documentOf(await signIn('admin01', codeNow(key, -stepMs)))
    documentOf(await signIn('admin01', codeNow(key)))
    documentOf(await signIn('admin01', codeNow(key, stepMs)))
  })

  test('[MF3] count once, older ones not at all, and one of two at the same moment', async () => {
    const key = await enrol('admin01')
    const code = codeNow(key, stepMs)
    const outcomes = await Promise.all([signIn('admin01', code), signIn('admin01', code)])
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1)
    expect(refusalOf(await signIn('admin01', code)).code).toBe('signIn.secondFactorWrong')
    expect(refusalOf(await signIn('admin01', codeNow(key))).code).toBe('signIn.secondFactorWrong')
  })

  test('[MF3] a sign-in that is refused for its seat is tried again with the same code', async () => {
    const key = await enrol('agent01')
    documentOf(await signIn('agent01', codeNow(key)))
    stage.clock.advance(stepMs)
    expect(refusalOf(await signIn('agent01', codeNow(key))).code).toBe('signIn.elsewhere')
    documentOf(await stage.browser().signIn('agent01', { oneTimeCode: codeNow(key), takeOver: true }))
  })

  test('[MF6] a key counts from its first right code on', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('admin01'))
    const confirm = (oneTimeCode: string) => browser.call('confirmSecondFactor', { body: { oneTimeCode } })
    expect(refusalOf(await confirm('123456')).code).toBe('secondFactor.none')
    const first = await browser.get('enrolSecondFactor')
    expect(first.uri).toMatch(/^otpauth:\/\/totp\/Hotseat:admin01%40demo\?issuer=Hotseat&secret=[A-Z2-7]{32}&/)
    const second = await browser.get('enrolSecondFactor')
    expect(refusalOf(await confirm(codeNow(first.secret)))).toEqual({ code: 'secondFactor.code', field: 'oneTimeCode' })
    documentOf(await signIn('admin01'))
    documentOf(await confirm(codeNow(second.secret)))
    expect(refusalOf(await signIn('admin01')).code).toBe('signIn.secondFactor')
  })

  test('[MF7] the first right code ends what the password alone began, here, elsewhere and for good', async () => {
    const other = stage.browser()
    documentOf(await other.signIn('consultant01'))
    const acme = stage.browser()
    documentOf(await acme.signIn('consultant01', { tenant: 'acme' }))
    const browser = stage.browser()
    const key = await enrol('consultant01', browser)
    expect(browser.cookie).toBeNull()
    for (const each of [browser, other, acme]) {
      expect((await each.call('session')).ok).toBe(false)
      expect(refusalOf(await each.resume()).code).toBe('resume.passwordChanged')
    }
    documentOf(await browser.signIn('consultant01', { oneTimeCode: codeNow(key) }))
    expect(refusalOf(await browser.call('enrolSecondFactor')).code).toBe('secondFactor.enrolled')
    expect(refusalOf(await browser.call('confirmSecondFactor', { body: { oneTimeCode: codeNow(key) } })).code).toBe(
      'secondFactor.enrolled',
    )
    documentOf(await browser.call('switchTenant', { body: { tenant: 'acme' } }))
  })

  test('[MF12] a new password leaves the factor, and a resume needs no code', async () => {
    const key = await enrol('admin01')
    const browser = stage.browser()
    documentOf(await signIn('admin01', codeNow(key), browser))
    documentOf(await browser.resume())
    const next = 'quite another horse'
    await browser.get('changePassword', { body: { current: demoPassword, next } })
    expect(refusalOf(await stage.browser().signIn('admin01', { password: next })).code).toBe('signIn.secondFactor')
  })
})

describe('the key', () => {
  test('[MF8] is encrypted, and opens for its account only', async () => {
    const key = await enrol('admin01')
    const account = await accountOf('u-admin01')
    expect(JSON.stringify(await stage.deps.store.system.find('accounts'))).not.toContain(key)
    const sealed = account?.secondFactor?.sealedKey ?? ''
    expect(stage.deps.vault.open(sealed, 'u-admin01')).toBe(key)
    expect(stage.deps.vault.open(sealed, 'u-uam01')).toBeNull()
    const flipped = Buffer.from(sealed, 'base64url')
    flipped[14] = (flipped[14] ?? 0) ^ 1
    for (const broken of [flipped.toString('base64url'), sealed.slice(0, -8), '', 'x'])
      expect(stage.deps.vault.open(broken, 'u-admin01')).toBeNull()
  })

  test('[MF9] [S-73] that cannot be read lets nobody in, and counts nothing', async () => {
    const key = await enrol('admin01')
    const vault = createVault(realWorld.random.bytes(32), realWorld.random)
    const other = createTestNode({ store: stage.deps.store, clock: stage.clock, nodeId: 'node-2' }, { vault })
    for (let each = 0; each < 10; each++) {
      const outcome = await other.browser({ device: null }).signIn('admin01', { oneTimeCode: codeNow(key) })
      expect(refusalOf(outcome).code).toBe('secondFactor.unreadable')
    }
    documentOf(await signIn('admin01', codeNow(key)))
  })

  test('[MF11] [S-65] is in no event and no document but its own', async () => {
    const key = await enrol('admin01')
    const browser = stage.browser()
    documentOf(await signIn('admin01', codeNow(key), browser))
    const sealed = (await accountOf('u-admin01'))?.secondFactor?.sealedKey ?? 'none'
    const shown = JSON.stringify([await feedOf(stage.deps.store), await browser.get('session'), await browser.get('users')])
    expect(shown).toContain('"secondFactor.enrolled"')
    for (const secret of [key, sealed, 'sealedKey']) expect(shown).not.toContain(secret)
  })
})

describe('somebody who lost it', () => {
  test('[MF10] is helped by an administrator, and sets up another one', async () => {
    const key = await enrol('admin01')
    const admin = stage.browser()
    documentOf(await signIn('admin01', codeNow(key), admin))
    await enrol('uam01')
    const params = { id: 'u-uam01' }
    expect((await admin.get('user', { params })).hasSecondFactor).toBe(true)
    await admin.get('removeSecondFactor', { params })
    expect((await admin.get('user', { params })).hasSecondFactor).toBe(false)
    expect(refusalOf(await admin.call('removeSecondFactor', { params })).code).toBe('secondFactor.none')
    expect(documentOf(await signIn('uam01')).mustEnrol).toBe(true)
    const [removed] = (await feedOf(stage.deps.store)).filter(({ kind }) => kind === 'secondFactor.removed')
    expect(removed).toMatchObject({ userId: 'u-uam01', by: 'u-admin01', data: { by: 'u-admin01' } })
  })

  test('[MF10] not by themself, not by a lesser role, not by one of several tenants', async () => {
    await enrol('consultant01')
    const manager = stage.browser()
    const managersKey = await enrol('uam01')
    await enrol('admin01')
    documentOf(await signIn('uam01', codeNow(managersKey), manager))
    for (const id of ['u-uam01', 'u-admin01', 'u-consultant01']) {
      const outcome = await manager.call('removeSecondFactor', { params: { id } })
      expect(refusalOf(outcome).code).toBe('permission.denied')
    }
  })
})
