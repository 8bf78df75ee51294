import { operations } from '@hotseat/protocol'
import { beforeEach, describe, expect, test } from 'vitest'
import { createStage, createTestNode, documentOf, feedOf, origin, refusalOf } from '../../test/stage.ts'
import { createTestDevice } from '../../test/test-device.ts'
import { demoPassword, seedDemo } from '../demo/seed-demo.ts'
import { Overloaded } from '../ports.ts'
import { createMemoryStore } from '../store/memory/create-memory-store.ts'
import type { Store } from '../store/store.ts'

const wrong = { password: 'certainly not this one' }
let stage: Awaited<ReturnType<typeof createStage>>
beforeEach(async () => {
  stage = await createStage()
})

async function fail(username: string, times: number, node = stage, address = '192.0.2.1') {
  const codes: string[] = []
  for (let each = 0; each < times; each++) {
    codes.push(refusalOf(await node.browser({ device: null, address }).signIn(username, wrong)).code)
  }
  return codes
}

async function kinds(kind: string) {
  return (await feedOf(stage.deps.store)).filter((event) => event.kind === kind)
}

describe('lockout', () => {
  test('[S-10] 1,000 parallel wrong guesses: five are verified, one block is told', async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 1_000 }, () => stage.browser({ device: null }).signIn('agent01', wrong)),
    )
    const codes = outcomes.map((outcome) => refusalOf(outcome).code)
    expect(stage.verifications()).toBe(5)
    expect(codes.filter((code) => code === 'signIn.credentials')).toHaveLength(5)
    expect(codes.filter((code) => code === 'signIn.blocked')).toHaveLength(995)
    expect(await kinds('signIn.blocked')).toHaveLength(1)
  })

  test('[S-10] 200 parallel right passwords all come in', async () => {
    const device = createTestDevice()
    const outcomes = await Promise.all(Array.from({ length: 200 }, () => stage.browser({ device }).signIn('supervisor01')))
    expect(outcomes.filter(({ ok }) => ok)).toHaveLength(200)
  })

  test('[S-11] the block lasts five minutes, is not prolonged by tries, and is refused even to the right password', async () => {
    await fail('agent01', 5)
    stage.clock.advance(299_000)
    const refusal = refusalOf(await stage.browser().signIn('agent01'))
    expect(refusal).toEqual({ code: 'signIn.blocked', facts: { retryAfterMs: 1_000 } })
    expect(stage.verifications()).toBe(5)
    stage.clock.advance(1_000)
    expect((await stage.browser().signIn('agent01')).ok).toBe(true)
  })

  test('[S-10] a right password clears the failures', async () => {
    await fail('agent01', 4)
    documentOf(await stage.browser().signIn('agent01', { takeOver: true }))
    expect(await fail('agent01', 5)).toEqual(Array(5).fill('signIn.credentials'))
    expect(await fail('agent01', 1)).toEqual(['signIn.blocked'])
  })

  test('[S-12] every call that can verify a password counts on the same counter', async () => {
    const calls = Object.entries(operations).flatMap(([name, row]) => ('passwords' in row && row.passwords ? [name] : []))
    expect(calls.toSorted()).toEqual(['changePassword', 'signIn'])

    const browser = stage.browser({ device: null })
    documentOf(await browser.signIn('agent01'))
    const change = () => browser.call('changePassword', { body: { current: 'not the one', next: 'quite another horse' } })
    for (let each = 0; each < 5; each++) expect(refusalOf(await change()).code).toBe('password.wrong')
    expect(refusalOf(await change()).code).toBe('signIn.blocked')
    expect(await fail('agent01', 1)).toEqual(['signIn.blocked'])
  })

  test('[S-13] [S-57] whoever works is not disturbed: session, resume and a known device come through the block', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('agent01'))
    await fail('agent01', 6)
    expect((await browser.call('session')).ok).toBe(true)
    expect((await browser.resume()).ok).toBe(true)
    expect((await browser.signIn('agent01')).ok).toBe(true)
    expect(refusalOf(await stage.browser().signIn('agent01')).code).toBe('signIn.blocked')
  })

  test('[SI18] [S-13] a public key alone makes nobody a known device, whatever goes with it, and all are answered as strangers', async () => {
    const device = createTestDevice()
    documentOf(await stage.browser({ device }).signIn('agent01'))
    const old = stage.deps.challenges.issue()
    stage.clock.advance(60_001)
    const challenge = stage.deps.challenges.issue()
    const who = { origin, tenant: 'demo', username: 'agent01', challenge }
    const copied = (proof: object) => ({ deviceKey: device.publicKey, ...proof })
    const signed = (subject: typeof who, by = device) => ({
      deviceProof: { challenge: subject.challenge, signature: by.proveSignIn(subject) },
    })
    const attempts = [
      copied({}),
      copied(signed(who, createTestDevice())),
      copied(signed({ ...who, username: 'agent02' })),
      copied(signed({ ...who, tenant: 'acme' })),
      copied(signed({ ...who, origin: 'https://elsewhere.test' })),
      copied(signed({ ...who, challenge: old })),
      copied(signed({ ...who, challenge: 'never given' })),
      copied({ deviceProof: { challenge, signature: device.prove(origin, 'agent01', challenge) } }),
      copied({ deviceProof: { challenge, signature: 'A'.repeat(86) } }),
    ]
    const strange = () => stage.browser({ device: null })
    await fail('agent01', 4)
    const [first, ...others] = attempts
    expect(refusalOf(await strange().signIn('agent01', { ...first, ...wrong })).code).toBe('signIn.credentials')
    for (const each of others) {
      const refusal = refusalOf(await strange().signIn('agent01', each))
      expect(refusal).toEqual({ code: 'signIn.blocked', facts: { retryAfterMs: 300_000 } })
    }
    expect((await strange().signIn('agent01', copied(signed(who)))).ok).toBe(true)
  })

  test('[SI18] [LO13] a proof that is sent again guesses on its device’s own counter, and for a minute only', async () => {
    const device = createTestDevice()
    documentOf(await stage.browser({ device }).signIn('agent01'))
    const challenge = stage.deps.challenges.issue()
    const signature = device.proveSignIn({ origin, tenant: 'demo', username: 'agent01', challenge })
    const copied = { deviceKey: device.publicKey, deviceProof: { challenge, signature }, ...wrong }
    const guess = async () => refusalOf(await stage.browser({ device: null }).signIn('agent01', copied)).code
    const before = stage.verifications()
    for (let each = 0; each < 20; each++) await guess()
    expect(stage.verifications() - before).toBe(5)
    expect(await stage.deps.store.system.find('budgets')).toEqual([])
    documentOf(await stage.browser({ device: null }).signIn('agent01', { takeOver: true }))
    stage.clock.advance(60_001)
    expect(await guess()).toBe('signIn.credentials')
    expect(await stage.deps.store.system.find('budgets')).toMatchObject([{ count: 1 }])
  })

  test('[SI18] a proof without a key is a mistake of the client', async () => {
    const deviceProof = { challenge: 'c', signature: 'A'.repeat(86) }
    const refusal = refusalOf(await stage.browser({ device: null }).signIn('agent01', { deviceProof }))
    expect(refusal).toMatchObject({ code: 'request.invalid', field: 'deviceProof' })
    expect(stage.verifications()).toBe(0)
  })

  test('[S-13] one source blocks ten accounts at most, then waits', async () => {
    const codes = []
    for (let agent = 1; agent <= 11; agent++) codes.push(...(await fail(`agent${String(agent).padStart(2, '0')}`, 5)))
    expect(codes.filter((code) => code === 'signIn.credentials')).toHaveLength(50)
    expect(new Set(codes.slice(50))).toEqual(new Set(['signIn.source']))
    expect(await kinds('signIn.blocked')).toHaveLength(10)
    expect(await fail('agent12', 1, stage, '198.51.100.7')).toEqual(['signIn.credentials'])
  })

  test('[S-18] right passwords never spend the source’s budget', async () => {
    for (let round = 0; round < 12; round++) {
      for (let agent = 1; agent <= 10; agent++) {
        const name = `agent${String(agent).padStart(2, '0')}`
        documentOf(await stage.browser({ device: null }).signIn(name, { takeOver: true }))
      }
    }
  })

  test('[S-14] refused resumes spend nothing of the budget', async () => {
    const browser = stage.browser()
    documentOf(await browser.signIn('agent01'))
    for (let each = 0; each < 50; each++) {
      refusalOf(await browser.resume({ signature: 'A'.repeat(86) }))
    }
    expect(await stage.deps.store.system.find('attempts')).toMatchObject([{ failures: 0 }])
    expect(await stage.deps.store.system.find('budgets')).toEqual([])
  })

  test('[S-15] the count survives a crash between any two failures', async () => {
    for (let before = 1; before <= 5; before++) {
      const name = `agent0${before}`
      const store = createMemoryStore()
      const clock = stage.clock
      const first = createTestNode({ store, clock })
      await seedDemo(first.deps)
      for (let each = 0; each < before; each++) refusalOf(await first.browser({ device: null }).signIn(name, wrong))
      const second = createTestNode({ store: createMemoryStore(store.snapshot()), clock, nodeId: 'node-2' })
      const codes = []
      for (let each = 0; each < 6; each++) codes.push(refusalOf(await second.browser({ device: null }).signIn(name, wrong)).code)
      expect(codes.filter((code) => code === 'signIn.credentials')).toHaveLength(5 - before)
    }
  })

  test('[S-16] what was refused for another reason counts nothing', async () => {
    documentOf(await stage.browser().signIn('agent01'))
    for (let each = 0; each < 10; each++) {
      expect(refusalOf(await stage.browser({ device: null }).signIn('agent01')).code).toBe('signIn.elsewhere')
      expect(refusalOf(await stage.browser({ device: null }).signIn('agent02', { extension: '9999' })).code).toBe(
        'signIn.extension',
      )
      expect(refusalOf(await stage.browser({ device: null }).signIn('agent02', { place: 'nowhere' })).code).toBe('signIn.place')
      expect(refusalOf(await stage.browser({ device: null }).signIn('agent02', { campaigns: ['x'] })).code).toBe(
        'signIn.campaigns',
      )
    }
    expect((await stage.deps.store.system.find('attempts')).map(({ failures, permits }) => [failures, permits.length])).toEqual([
      [0, 0],
      [0, 0],
    ])
  })

  test('[S-16] an overload gives the permit back', async () => {
    const overloaded = await createStage()
    const hasher = { ...overloaded.deps.hasher, verify: () => Promise.reject(new Overloaded(500)) }
    const busy = createTestNode({ store: overloaded.deps.store, clock: overloaded.clock }, { hasher })
    for (let each = 0; each < 10; each++) await expect(busy.browser().signIn('agent01')).rejects.toThrow(Overloaded)
    expect(await overloaded.deps.store.system.find('attempts')).toMatchObject([{ failures: 0, permits: [] }])
  })

  test('[S-16] [S-73] a store that fails in the midst: a right password is not counted, a wrong one is', async () => {
    const { store } = stage.deps
    let broken = false
    const failing: Store = {
      ...store,
      tenant: (id) => ({
        ...store.tenant(id),
        transact: (work) => (broken ? Promise.reject(new Error('away')) : store.tenant(id).transact(work)),
      }),
    }
    const node = createTestNode({ store: failing, clock: stage.clock })
    broken = true
    for (let each = 0; each < 10; each++) await expect(node.browser({ device: null }).signIn('agent01')).rejects.toThrow('away')
    for (let each = 0; each < 5; each++)
      await expect(node.browser({ device: null }).signIn('agent02', wrong)).rejects.toThrow('away')
    broken = false
    documentOf(await stage.browser().signIn('agent01'))
    stage.clock.advance(10_000)
    expect(refusalOf(await stage.browser().signIn('agent02')).code).toBe('signIn.blocked')
    expect(await kinds('signIn.blocked')).toMatchObject([{ userId: 'u-agent02' }])
  })

  test('[S-68] an attack on a blocked account leaves one event and writes nothing more', async () => {
    await fail('agent01', 5)
    const { length } = await feedOf(stage.deps.store)
    const [counter] = await stage.deps.store.system.find('attempts')
    await fail('agent01', 40)
    expect(await feedOf(stage.deps.store)).toHaveLength(length)
    expect(await stage.deps.store.system.find('attempts')).toEqual([counter])
  })

  test('[LO14] who belongs to several tenants has the strictest of their policies, whichever is named, at every call', async () => {
    const { store } = stage.deps
    const set = (tenant: string, key: string, value: number) =>
      store.tenant(tenant).transact(async (tx) => {
        tx.put('preferences', { level: 'tenant', key, value, locked: false, changedAt: 1, changedBy: null })
      })
    await set('demo', 'lockout.maxFailures', 8)
    await set('demo', 'lockout.durationMs', 3_600_000)
    await set('acme', 'lockout.maxFailures', 3)
    const guess = async (tenant: string) =>
      refusalOf(await stage.browser({ device: null }).signIn('consultant01', { tenant, ...wrong }))
    for (const tenant of ['demo', 'acme', 'demo']) expect((await guess(tenant)).code).toBe('signIn.credentials')
    const hour = { code: 'signIn.blocked', facts: { retryAfterMs: 3_600_000 } }
    expect([await guess('demo'), await guess('acme')]).toEqual([hour, hour])

    stage.clock.advance(3_600_000)
    const browser = stage.browser({ device: null })
    documentOf(await browser.signIn('consultant01'))
    const change = () => browser.call('changePassword', { body: { current: 'not the one', next: 'quite another horse' } })
    for (let each = 0; each < 3; each++) expect(refusalOf(await change()).code).toBe('password.wrong')
    expect(refusalOf(await change())).toEqual(hour)
    expect(await fail('agent01', 9)).toEqual([...Array(8).fill('signIn.credentials'), 'signIn.blocked'])
  })

  test('[S-64] each failure is told with its change: who, from where', async () => {
    await fail('agent01', 1)
    await fail('nobody-here', 1)
    const failed = await kinds('signIn.failed')
    expect(failed.map(({ userId, data }) => [userId, data])).toEqual([
      ['u-agent01', { username: 'agent01', address: '192.0.2.1', cause: 'credentials' }],
      [null, { username: 'nobody-here', address: '192.0.2.1', cause: 'credentials' }],
    ])
  })

  test('an administrator lifts a block', async () => {
    const admin = stage.browser()
    await admin.signIn('admin01')
    await fail('agent01', 5)
    await admin.get('unblockUser', { params: { id: 'u-agent01' } })
    expect((await stage.browser().signIn('agent01')).ok).toBe(true)
    expect(await kinds('signIn.unblocked')).toHaveLength(1)
  })

  test('[AD5] [AD8] nobody lifts blocks to guess on: not a lesser role’s, not that of a person of several tenants', async () => {
    const manager = stage.browser()
    documentOf(await manager.signIn('uam01'))
    const unblock = async (id: string) => (await manager.call('unblockUser', { params: { id } })).ok
    expect(await Promise.all(['u-agent01', 'u-admin01', 'u-consultant01'].map(unblock))).toEqual([true, false, false])
  })
})

describe('[S-07] the same answer', () => {
  test('for unknown, wrong, disabled, without a password, other tenant, unknown tenant, suspended', async () => {
    const { store } = stage.deps
    const admin = stage.browser()
    await admin.signIn('admin01')
    await admin.get('changeUser', { params: { id: 'u-agent05' }, body: { disabled: true } })
    await admin.get('resetUser', { params: { id: 'u-agent06' } })
    const acme = await store.system.get('tenants', { id: 'acme' })
    if (!acme) throw new Error('no acme')
    await store.system.transact(async (rows) => rows.put('tenants', { ...acme, suspendedAt: 1 }))
    const classes = [
      { username: 'agent04', ...wrong },
      { username: 'nobody' },
      { username: 'agent05' },
      { username: 'agent06' },
      { username: 'wile01' },
      { username: 'agent04', tenant: 'nowhere' },
      { username: 'wile01', tenant: 'acme' },
    ]
    for (const [index, body] of classes.entries()) {
      const answers = []
      for (let each = 0; each < 7; each++) {
        const browser = stage.browser({ device: null, address: `192.0.2.${index + 10}` })
        answers.push(refusalOf(await browser.call('signIn', { body: { tenant: 'demo', password: demoPassword, ...body } })))
      }
      expect(answers).toEqual([
        ...Array(5).fill({ code: 'signIn.credentials' }),
        ...Array(2).fill({ code: 'signIn.blocked', facts: { retryAfterMs: 300_000 } }),
      ])
    }
  })
})
