import { describe, expect, it } from 'vitest'
import { systemReasonLabels, systemReasons } from './agent.ts'
import { act, byAgent, bySupervisor, bySystem, createDesk, offer, readyDesk, setState, signIn } from './agent-rig.ts'

describe('signing in', () => {
  it('[AG5] a new agent is NOT_READY on every medium, without a reason', () => {
    const desk = createDesk()
    desk.do(signIn)
    expect(desk.agent).toMatchObject({ sessionId: 'session-1', extension: '5001', place: 'desk-01', lost: null })
    expect(desk.agent.states).toEqual(
      ['voice', 'chat'].map((medium) => ({
        medium,
        state: 'NOT_READY',
        reasonCode: null,
        since: desk.now,
        pending: null,
        interaction: null,
      })),
    )
  })

  it('[AG6] signing in again keeps state, time in state and call, and moves the seat', () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'), setState('NOT_READY', 1))
    const before = desk.agent.states
    desk.pass(5_000)
    const [event] = desk.do({ ...signIn, sessionId: 'session-2', extension: '5002', place: null, campaigns: ['outbound-sales'] })
    expect(event).toMatchObject({ kind: 'agent.signedIn', data: { kept: true } })
    expect(desk.agent).toMatchObject({ sessionId: 'session-2', extension: '5002', place: null, campaigns: ['outbound-sales'] })
    expect(desk.agent.states).toEqual(before)
  })

  it('[AG7] a medium that came is NOT_READY, one that went stays while someone is on it', () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'), { ...signIn, media: ['mail'] })
    expect(desk.agent.states.map(({ medium, state }) => [medium, state])).toEqual([
      ['voice', 'TALKING'],
      ['mail', 'NOT_READY'],
    ])
  })

  it('[AG7] a medium that was logged out is NOT_READY again', () => {
    const desk = createDesk()
    desk.do(signIn, setState('LOGOUT'), signIn)
    expect(desk.voice.state).toBe('NOT_READY')
  })

  it('[AG4] whoever is not signed in has nothing to change', () => {
    const desk = createDesk()
    for (const command of [setState('READY'), offer, act('answer'), { type: 'loseConnection' } as const]) {
      expect(desk.ask(command)).toBe('agent.notSignedIn')
    }
    expect(desk.ask({ type: 'restore', sessionId: 'session-1' })).toBe('agent.notSignedIn')
    expect(desk.ask({ type: 'signOut', reasonCode: null, by: byAgent })).toBe('agent.notSignedIn')
    expect(desk.do({ type: 'passTime' })).toEqual([])
  })

  it('[AG3] the same campaigns again are no event', () => {
    const desk = createDesk()
    desk.do(signIn)
    expect(desk.do({ type: 'setCampaigns', campaigns: ['inbound-support'] })).toEqual([])
    expect(desk.do({ type: 'setCampaigns', campaigns: ['a', 'b'] })).toHaveLength(1)
    expect(desk.agent.campaigns).toEqual(['a', 'b'])
  })
})

describe('signing out', () => {
  it('[AG8] logs out of every medium and frees the seat', () => {
    const desk = readyDesk()
    desk.do({ type: 'signOut', reasonCode: 28, by: byAgent })
    expect(desk.agent).toMatchObject({ sessionId: null, extension: null, place: null, campaigns: [], lost: null })
    expect(desk.agent.states.every(({ state, reasonCode }) => state === 'LOGOUT' && reasonCode === 28)).toBe(true)
  })

  it('[AG8] ends the call first', () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'))
    const events = desk.do({ type: 'signOut', reasonCode: null, by: bySupervisor })
    expect(events).toMatchObject([
      { kind: 'interaction.ended', data: { cause: 'hungUp', interaction: { id: 'call-1', endedAt: desk.now } } },
      { kind: 'agent.signedOut', data: { reasonCode: systemReasons.bySupervisor } },
    ])
  })

  it('[AG8] ends the wrap-up first', () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'), act('end'))
    const events = desk.do({ type: 'signOut', reasonCode: systemReasons.passwordChanged, by: bySystem })
    expect(events.map(({ kind }) => kind)).toEqual(['interaction.wrappedUp', 'agent.signedOut'])
  })

  it('[AG9] an agent gives a LOGOUT reason of the list, or none', () => {
    const desk = readyDesk()
    expect(desk.ask({ type: 'signOut', reasonCode: 1, by: byAgent })).toBe('agent.reasonUnknown')
    expect(desk.ask({ type: 'signOut', reasonCode: null, by: byAgent })).toBeNull()
  })
})

it('[AG11] every system reason has words and a code of its own', () => {
  const codes = Object.values(systemReasons)
  expect(new Set(codes).size).toBe(codes.length)
  expect(Object.keys(systemReasonLabels)).toEqual(Object.keys(systemReasons))
  // The labels become reason codes at the published APIs, which hold 40 characters.
  expect(Object.values(systemReasonLabels).every((label) => label.length > 0 && label.length <= 40)).toBe(true)
})
