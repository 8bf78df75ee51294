import { describe, expect, it } from 'vitest'
import { type AttemptCounter, type AttemptPolicy, noAttempts, permitLeaseMs, strictestPolicy } from './attempt-counter.ts'
import { askPermit, liftBlock, releasePermit, settlePermit } from './attempt-permit.ts'

const policy: AttemptPolicy = { maxFailures: 5, durationMs: 300_000, permitLeaseMs }
const start = 1_000_000

/** An attempt from beginning to end at one moment. */
function attempt(counter: AttemptCounter, fits: boolean, now: number, rule = policy) {
  const asked = askPermit(counter, 'only', rule, now)
  if (asked.kind !== 'granted') return { counter: asked.counter, kind: asked.kind, becameBlocked: asked.becameBlocked }
  return { kind: 'granted', ...settlePermit(asked.counter, 'only', fits, rule, now) }
}

function failures(count: number, now = start): AttemptCounter {
  return Array.from({ length: count }).reduce<AttemptCounter>((counter) => attempt(counter, false, now).counter, noAttempts)
}

function permits(count: number, now = start): AttemptCounter {
  const ids = Array.from({ length: count }, (_, index) => `permit-${index}`)
  return ids.reduce((counter, id) => askPermit(counter, id, policy, now).counter, noAttempts)
}

describe('consecutive failures', () => {
  it('[LO1] [S-10] the fifth in a row blocks, and tells it once', () => {
    const fifth = attempt(failures(4), false, start)
    expect(fifth).toMatchObject({ kind: 'granted', becameBlocked: true, counter: { blockedUntil: start + 300_000 } })
    expect(attempt(fifth.counter, false, start + 1)).toMatchObject({ kind: 'blocked', becameBlocked: false })
  })

  it('[LO1] one that fits clears the count', () => {
    const { counter } = attempt(failures(4), true, start)
    expect(counter).toEqual(noAttempts)
  })

  it('[LO2] [S-11] during a block nothing is evaluated and nothing prolongs it', () => {
    const blocked = failures(5)
    for (const now of [start, start + 150_000, start + 299_999]) {
      const asked = askPermit(blocked, 'other', policy, now)
      expect(asked).toMatchObject({ kind: 'blocked', untilAt: start + 300_000 })
      expect(asked.counter).toEqual(blocked)
    }
  })

  it('[LO3] [S-11] the block is over at its moment, and the count begins at 0', () => {
    const after = attempt(failures(5), false, start + 300_000)
    expect(after).toMatchObject({ kind: 'granted', becameBlocked: false, counter: { failures: 1, blockedUntil: null } })
  })
})

it('[LO14] of several policies the fewest failures and the longest block hold, in any order', () => {
  const pci = { ...policy, maxFailures: 10, durationMs: 1_800_000 }
  const strictest = { ...policy, maxFailures: 5, durationMs: 1_800_000 }
  expect(strictestPolicy(policy, [pci])).toEqual(strictest)
  expect(strictestPolicy(pci, [policy])).toEqual(strictest)
  expect(strictestPolicy(pci, [])).toEqual(pci)
})

describe('attempts in flight', () => {
  it('[LO4] [S-10] failures and attempts in flight stay within the maximum; more wait', () => {
    expect(askPermit(permits(4), 'fifth', policy, start).kind).toBe('granted')
    const asked = askPermit(permits(5), 'sixth', policy, start + 1_000)
    expect(asked).toMatchObject({ kind: 'wait', untilAt: start + permitLeaseMs })
    expect(asked.counter.permits).toHaveLength(5)
    expect(askPermit(releasePermit(asked.counter, 'permit-0'), 'sixth', policy, start + 1_000).kind).toBe('granted')
  })

  it('[LO4] asking again with a held permit takes no second one', () => {
    const asked = askPermit(permits(1), 'permit-0', policy, start + 1_000)
    expect(asked).toMatchObject({ kind: 'granted', untilAt: start + permitLeaseMs })
    expect(asked.counter.permits).toHaveLength(1)
  })

  it('[LO4] [S-10] two hundred right passwords at once all pass, five at a time', () => {
    let counter = noAttempts
    let passed = 0
    let waiting = Array.from({ length: 200 }, (_, index) => `agent-${index}`)
    while (waiting.length > 0) {
      const granted = waiting.filter((id) => {
        const asked = askPermit(counter, id, policy, start)
        counter = asked.counter
        return asked.kind === 'granted'
      })
      for (const id of granted) {
        const settled = settlePermit(counter, id, true, policy, start)
        counter = settled.counter
        passed += settled.late ? 0 : 1
      }
      waiting = waiting.filter((id) => !granted.includes(id))
    }
    expect(passed).toBe(200)
    expect(counter).toEqual(noAttempts)
  })

  it('[LO5] [S-16] an attempt that was never evaluated does not count', () => {
    const counter = Array.from({ length: 10 }).reduce<AttemptCounter>((each) => {
      return releasePermit(askPermit(each, 'overloaded', policy, start).counter, 'overloaded')
    }, noAttempts)
    expect(counter).toEqual(noAttempts)
  })

  it('[LO6] [S-15] an attempt that nobody settled is a failure when its lease is over', () => {
    const asked = askPermit(permits(1), 'next', policy, start + permitLeaseMs)
    expect(asked.counter).toMatchObject({ failures: 1, permits: [{ id: 'next' }] })
  })

  it('[LO6] [S-15] five that a crash left open block from the moment their lease is over, whenever that is seen', () => {
    const blockedUntil = start + permitLeaseMs + policy.durationMs
    expect(askPermit(permits(5), 'next', policy, start + 60_000)).toMatchObject({
      kind: 'blocked',
      becameBlocked: true,
      untilAt: blockedUntil,
    })
    expect(askPermit(permits(5), 'next', policy, blockedUntil)).toMatchObject({ kind: 'granted', counter: { failures: 0 } })
  })

  it('[LO7] an outcome after the lease changes nothing, even one that fits', () => {
    const late = settlePermit(permits(1), 'permit-0', true, policy, start + permitLeaseMs)
    expect(late).toMatchObject({ late: true, counter: { failures: 1, permits: [] } })
    const again = settlePermit(late.counter, 'permit-0', false, policy, start + permitLeaseMs)
    expect(again).toMatchObject({ late: true, counter: { failures: 1 } })
  })

  it('[LO7] an outcome during a block does not lift it', () => {
    // Only a maximum that was lowered meanwhile leaves attempts in flight during a block.
    const strict = { ...policy, maxFailures: 1 }
    const blocked = settlePermit(permits(2), 'permit-0', false, strict, start)
    expect(blocked).toMatchObject({ becameBlocked: true, late: false })
    const late = settlePermit(blocked.counter, 'permit-1', true, strict, start + 1)
    expect(late).toMatchObject({ late: true, becameBlocked: false, counter: { blockedUntil: start + policy.durationMs } })
  })

  it('[LO7] [S-11] a lease that runs out during a block does not prolong it', () => {
    const strict = { ...policy, maxFailures: 1 }
    const { counter } = settlePermit(permits(2), 'permit-0', false, strict, start)
    const asked = askPermit(counter, 'next', strict, start + permitLeaseMs)
    expect(asked).toMatchObject({ kind: 'blocked', becameBlocked: false, untilAt: start + policy.durationMs })
  })

  it('[LO1] a late outcome that finds the block first reports it', () => {
    const late = settlePermit(permits(5), 'permit-0', true, policy, start + permitLeaseMs)
    expect(late).toMatchObject({ late: true, becameBlocked: true })
    expect(settlePermit(late.counter, 'permit-1', true, policy, start + permitLeaseMs)).toMatchObject({ becameBlocked: false })
  })

  it('[LO8] a maximum lowered under the count leaves one attempt', () => {
    const strict = { ...policy, maxFailures: 3 }
    expect(attempt(failures(4), false, start, strict)).toMatchObject({ kind: 'granted', becameBlocked: true })
    expect(attempt(failures(4), true, start, strict).counter).toEqual(noAttempts)
  })
})

it('[LO12] lifting a block forgets the failures, and the attempts in flight still count', () => {
  const { counter: asked } = askPermit(permits(2), 'third', policy, start)
  const lifted = liftBlock({ ...asked, failures: 5, blockedUntil: start + policy.durationMs })
  expect(lifted).toMatchObject({ failures: 0, blockedUntil: null })
  expect(settlePermit(lifted, 'third', false, policy, start).counter.failures).toBe(1)
})
