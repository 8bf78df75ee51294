import { hash } from '@node-rs/argon2'
import { expect, test } from 'vitest'
import { createPasswordHasher, passwordCost } from './passwords.ts'
import { Overloaded } from './ports.ts'
import { realWorld } from './real-world.ts'

const cheap = { memoryCost: 8, timeCost: 1, parallelism: 1 }
const { clock } = realWorld

test('[PQ4] [S-03] hashes are Argon2id in PHC form with the parameters asked for, each with its own salt', async () => {
  const { hash } = createPasswordHasher({ clock })
  const [one, two] = [await hash('correct horse battery'), await hash('correct horse battery')]
  expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(one).not.toBe(two)
})

test('[PQ4] [S-03] [S-08] a hash with older parameters still fits and is told to be outdated; nobody fits nobody', async () => {
  const hasher = createPasswordHasher({ clock })
  const old = await hash('a long enough password', cheap)
  expect(await hasher.verify(old, 'a long enough password')).toEqual({ fits: true, outdated: true })
  expect(await hasher.verify(old, 'a long enough passwore')).toEqual({ fits: false, outdated: true })
  expect(await hasher.verify(null, 'nobody has this password')).toEqual({ fits: false, outdated: false })
  const current = await hash('a long enough password', passwordCost)
  expect(await hasher.verify(current, 'a long enough password')).toEqual({ fits: true, outdated: false })
})

test('[PQ1] [S-03] no more hashes run than there are lanes', async () => {
  const hasher = createPasswordHasher({ clock, cost: cheap, lanes: 2 })
  let most = 0
  const all = Array.from({ length: 60 }, async () => {
    await hasher.hash('x')
    most = Math.max(most, hasher.load().running)
  })
  expect(hasher.load()).toMatchObject({ running: 2, waiting: 58 })
  await Promise.all(all)
  expect(most).toBeLessThanOrEqual(2)
  expect(hasher.load()).toMatchObject({ running: 0, waiting: 0, queuedMs: 0 })
})

test('[PQ2] [S-19] more than a second of work is refused, with when to come back; what was taken is done', async () => {
  const hasher = createPasswordHasher({ clock, cost: cheap, lanes: 1 })
  const results = await Promise.allSettled(Array.from({ length: 100 }, () => hasher.hash('x')))
  const refused = results.filter((result) => result.status === 'rejected')
  // One runs and forty wait: forty times the 25 ms that a hash is thought to take at first.
  expect(results.length - refused.length).toBe(41)
  for (const { reason } of refused) {
    expect(reason).toBeInstanceOf(Overloaded)
    expect(reason.retryAfterMs).toBeGreaterThanOrEqual(1_000)
  }
})

test('[PQ3] [S-19] what has waited too long is dropped unhashed', async () => {
  const time = { at: 0 }
  const late = { now: () => time.at, after: clock.after }
  const hasher = createPasswordHasher({ clock: late, cost: cheap, lanes: 1 })
  const first = hasher.hash('x')
  const second = hasher.hash('y')
  time.at = 2_001
  await expect(first).resolves.toContain('$argon2id$')
  await expect(second).rejects.toBeInstanceOf(Overloaded)
})
