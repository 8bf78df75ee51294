import { describe, expect, it } from 'vitest'
import { type EndReason, endReasons } from '../end-reason.ts'
import { refusals } from '../refusals.ts'
import { decideResume, type ResumableSession, type ResumeFacts } from './decide-resume.ts'
import { reloginPath } from './relogin-path.ts'

const hour = 3_600_000
const context = { now: 100 * hour, idleMs: 4 * hour }
const session: ResumableSession = {
  endedAt: null,
  endReason: null,
  authenticatedAt: 99 * hour,
  expiresAt: 111 * hour,
  activeAt: 99.5 * hour,
  droppedAt: 99.8 * hour,
  hasDeviceKey: true,
}
const facts: ResumeFacts = {
  session,
  challenge: 'fresh',
  signatureFits: true,
  deviceRevokedAt: null,
  accountDisabledAt: null,
  tenantSuspendedAt: null,
  passwordChangedAt: 99 * hour,
  workEnded: false,
  signedInElsewhere: false,
}
const ended = (endReason: EndReason): Partial<ResumeFacts> => ({ session: { ...session, endedAt: 99.8 * hour, endReason } })
const outcome = (changed: Partial<ResumeFacts>) => {
  const decision = decideResume({ ...facts, ...changed }, context)
  return decision.ok ? decision.value.outcome : decision.refusal.code
}

describe('coming back by proof', () => {
  const table: readonly [string, Partial<ResumeFacts>, string][] = [
    ['a live session', {}, 'recovered'],
    ['ended by the loss', ended('connectionLost'), 'resynced'],
    ['the password changed', { passwordChangedAt: 99 * hour + 1 }, 'resume.passwordChanged'],
    ['the account disabled', { accountDisabledAt: 1 }, 'resume.disabled'],
    ['the tenant suspended', { tenantSuspendedAt: 1 }, 'resume.suspended'],
    ['ended by an administrator', ended('byAdministrator'), 'resume.byAdministrator'],
    ['the absolute lifetime over', { session: { ...session, expiresAt: context.now } }, 'resume.expired'],
    ['idle', { session: { ...session, activeAt: context.now - context.idleMs } }, 'resume.idle'],
    ['the device revoked', { deviceRevokedAt: 1 }, 'resume.keyRevoked'],
    ['the work was ended on purpose since', { workEnded: true }, 'resume.signedOut'],
    ['signed in elsewhere meanwhile', { signedInElsewhere: true }, 'resume.takenOver'],
    ['a challenge too old', { challenge: 'stale' }, 'resume.challenge'],
    ['a challenge used before', { challenge: 'used' }, 'resume.replayed'],
  ]

  it.each(table)('[SO10] [S-57] %s', (_, changed, expected) => {
    expect(outcome(changed)).toBe(expected)
  })

  it.each(Object.keys(endReasons) as EndReason[])('[SO11] [S-57] a session that ended by %s', (reason) => {
    const undone = reason === 'tenantSwitched' ? 'resume.signedOut' : 'resynced'
    expect(outcome(ended(reason))).toBe(endReasons[reason] ?? undone)
  })

  it('[SO11] every end has a sentence', () => {
    for (const code of Object.values(endReasons)) if (code !== null) expect(refusals[code].title).not.toBe('')
  })

  it('[SO12] [S-13] [S-57] a blocked account comes back: the lockout is no part of the decision', () => {
    // Nothing of the counter can reach the rule: this is every fact that it takes.
    expect(Object.keys(facts).toSorted()).toEqual([
      'accountDisabledAt',
      'challenge',
      'deviceRevokedAt',
      'passwordChangedAt',
      'session',
      'signatureFits',
      'signedInElsewhere',
      'tenantSuspendedAt',
      'workEnded',
    ])
  })

  it('[SO13] [S-09] without a valid proof, every session looks like none', () => {
    const sessions = [null, session, { ...session, hasDeviceKey: false }, { ...session, expiresAt: 0 }]
    const all = [
      ...sessions.map((each) => ({ session: each })),
      ...(Object.keys(endReasons) as EndReason[]).map(ended),
      { accountDisabledAt: 1 },
      { deviceRevokedAt: 1 },
    ]
    for (const changed of all) expect(outcome({ ...changed, signatureFits: false })).toBe('resume.unknown')
    expect(outcome({ session: { ...session, hasDeviceKey: false } })).toBe('resume.unknown')
  })

  it('[SO14] an end on purpose is the reason, whatever came after it', () => {
    expect(outcome({ ...ended('signedOut'), passwordChangedAt: context.now, accountDisabledAt: 1 })).toBe('resume.signedOut')
  })

  it('[SO15] [S-57] what the loss ended does not come back past a reason of its own', () => {
    expect(outcome({ ...ended('connectionLost'), passwordChangedAt: context.now })).toBe('resume.passwordChanged')
    expect(outcome({ ...ended('connectionLost'), signedInElsewhere: true })).toBe('resume.takenOver')
  })
})

describe('[SO26] [S-23] a person who worked on while the line was lost', () => {
  const idle = { ...session, activeAt: 90 * hour, droppedAt: 91 * hour }
  const back = (given: Partial<ResumableSession>, activeMsAgo?: number) => {
    const decision = decideResume({ ...facts, session: { ...idle, ...given } }, { ...context, activeMsAgo })
    return decision.ok ? decision.value : decision.refusal.code
  }

  it('comes back, in the session or out of the one that the loss ended, and counts as active since', () => {
    expect(back({}, 10_000)).toEqual({ outcome: 'recovered', activeAt: context.now - 10_000 })
    const lost = { endedAt: 94 * hour, endReason: 'connectionLost' } as const
    expect(back(lost, 10_000)).toEqual({ outcome: 'resynced', activeAt: context.now - 10_000 })
  })

  it('does not when nothing is said, or what is said is too long ago itself', () => {
    expect(back({})).toBe('resume.idle')
    expect(back({}, context.idleMs)).toBe('resume.idle')
    expect(back({}, Number.MAX_SAFE_INTEGER)).toBe('resume.idle')
  })

  it('is believed for the time without a socket only, and an idle end with an open one stays', () => {
    expect(back({ droppedAt: null }, 10_000)).toBe('resume.idle')
    expect(back({ droppedAt: 99 * hour }, 1.5 * hour)).toBe('resume.idle')
    expect(back({ endedAt: 94 * hour, endReason: 'idle' }, 10_000)).toBe('resume.idle')
  })

  it('gets no longer lifetime by it, and what is said never makes anyone less active or active in the future', () => {
    expect(back({ expiresAt: context.now }, 10_000)).toBe('resume.expired')
    expect(back({ activeAt: context.now - 5_000 }, 10_000)).toMatchObject({ activeAt: context.now - 5_000 })
    expect(back({}, -hour)).toMatchObject({ activeAt: context.now })
  })
})

it('[SO30] agents get the full sync, the others what their browser saved', () => {
  const roles = ['professional-agent', 'executive', 'supervisor', 'analyst', 'administrator', 'user-access-manager'] as const
  expect(roles.map(reloginPath)).toEqual([
    'agentSync',
    'agentSync',
    'savedUserData',
    'savedUserData',
    'savedUserData',
    'savedUserData',
  ])
})
