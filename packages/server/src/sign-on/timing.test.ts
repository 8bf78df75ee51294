import { beforeAll, describe, expect, test } from 'vitest'
import { createTestNode } from '../../test/stage.ts'
import { demoPassword, seedDemo } from '../demo/seed-demo.ts'
import { createPasswordHasher } from '../passwords.ts'
import { realWorld } from '../real-world.ts'
import { createMemoryStore } from '../store/memory/create-memory-store.ts'

/** Cheaper than ours, so that the rest of the work is not hidden behind the hash; the dummy costs the same. */
const cost = { memoryCost: 1_024, timeCost: 1, parallelism: 1 } as const
const samples = 400
const warmUp = 40

/** Who asks, by class; each is another person, so that nobody gets blocked on the way. */
const classes = {
  unknown: (n: number) => ({ username: `nobody${n}`, password: 'certainly not this one' }),
  wrong: (n: number) => ({ username: `known${n}`, password: 'certainly not this one' }),
  disabled: (n: number) => ({ username: `disabled${n}`, password: demoPassword }),
  withoutPassword: (n: number) => ({ username: `invited${n}`, password: demoPassword }),
} as const
type Class = keyof typeof classes
const names = Object.keys(classes) as Class[]
const took: Record<Class, number[]> = { unknown: [], wrong: [], disabled: [], withoutPassword: [] }

beforeAll(async () => {
  const clock = realWorld.clock
  const store = createMemoryStore()
  const node = createTestNode({ store, clock }, { hasher: createPasswordHasher({ clock, cost }) })
  await seedDemo(node.deps)
  const passwordHash = await node.deps.hasher.hash(demoPassword)
  const [model] = await store.tenant('demo').find('members', { where: { username: 'agent01' } })
  const account = model && (await store.system.get('accounts', { id: model.id }))
  if (!account) throw new Error('no model')
  await store.tenant('demo').transact(async (tx) => {
    for (let n = 0; n < samples + warmUp; n++) {
      for (const [name, disabledAt, hash] of [
        ['known', null, passwordHash],
        ['disabled', 1, passwordHash],
        ['invited', null, null],
      ] as const) {
        const username = `${name}${n}`
        tx.put('members', { ...model, id: `u-${username}`, username, disabledAt })
        tx.system.put('accounts', { ...account, id: `u-${username}`, passwordHash: hash })
      }
    }
  })
  for (let n = 0; n < samples + warmUp; n++) {
    // Another order each time, so that no class always comes after the same one.
    for (let at = 0; at < names.length; at++) {
      const name = names[(at * 3 + n) % names.length] ?? 'unknown'
      const browser = node.browser({ device: null, address: `10.${names.indexOf(name)}.${n >> 8}.${n & 255}` })
      const startedAt = process.hrtime.bigint()
      const outcome = await browser.signIn(classes[name](n).username, { password: classes[name](n).password })
      const ms = Number(process.hrtime.bigint() - startedAt) / 1e6
      if (outcome.ok || outcome.refusal.code !== 'signIn.credentials') throw new Error(`${name}: ${JSON.stringify(outcome)}`)
      if (n >= warmUp) took[name].push(ms)
    }
  }
}, 60_000)

/** How often a sample of one class is longer than one of the other: 0.5 tells nothing. */
function areaUnderCurve(left: readonly number[], right: readonly number[]): number {
  let longer = 0
  for (const a of left) for (const b of right) longer += a > b ? 1 : a === b ? 0.5 : 0
  return longer / (left.length * right.length)
}

describe('[S-08] the time of a refusal tells nothing', () => {
  const pairs = names.flatMap((left, at) => names.slice(at + 1).map((right) => [left, right] as const))
  test.each(pairs)('[S-08] %s and %s take the same time', (left, right) => {
    const area = areaUnderCurve(took[left], took[right])
    expect(area).toBeGreaterThan(0.4)
    expect(area).toBeLessThan(0.6)
  })
})
