import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createChallenges } from './challenges.ts'

function rig(key = 7) {
  const clock = { at: 1_000_000, now: () => clock.at, after: () => () => undefined }
  let count = 0
  const random = { bytes: (length: number) => new Uint8Array(length).fill(count++) }
  return { clock, challenges: createChallenges(new Uint8Array(32).fill(key), clock, random) }
}

test('[CHA1] [S-56] a challenge of one node counts on another, and after a restart', () => {
  const challenge = rig().challenges.issue()
  expect(rig().challenges.check(challenge)).toBe(true)
  expect(rig(8).challenges.check(challenge)).toBe(false)
})

test('[CHA2] [S-56] for sixty seconds, and from another node’s clock a little before', () => {
  const { clock, challenges } = rig()
  const challenge = challenges.issue()
  const counts = (at: number) => {
    clock.at = 1_000_000 + at
    return challenges.check(challenge)
  }
  expect([-5_001, -5_000, 0, 60_000, 60_001].map(counts)).toEqual([false, true, true, true, false])
})

test('[CHA3] no two are equal, and no other spelling of one counts', () => {
  const { challenges } = rig()
  const challenge = challenges.issue()
  expect(challenges.issue()).not.toBe(challenge)
  for (const other of [
    `${challenge}=`,
    ` ${challenge}`,
    challenge.replaceAll('A', '+'),
    challenge.slice(0, -1),
    '',
    'x'.repeat(challenge.length),
  ])
    expect(other === challenge || challenges.check(other)).toBe(other === challenge)
  fc.assert(
    fc.property(fc.nat(challenge.length - 1), fc.constantFrom(...'ABab01-_+/='), (at, letter) => {
      const changed = challenge.slice(0, at) + letter + challenge.slice(at + 1)
      return challenges.check(changed) === (changed === challenge)
    }),
  )
})
