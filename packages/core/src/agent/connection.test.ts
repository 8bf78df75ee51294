import { describe, expect, it } from 'vitest'
import { systemReasons } from './agent.ts'
import type { AgentCommand } from './agent-command.ts'
import { act, byAgent, bySupervisor, bySystem, createDesk, offer, readyDesk, setState, signIn, wrapUp } from './agent-rig.ts'

const { connectionLost } = systemReasons
const lose: AgentCommand = { type: 'loseConnection' }
const restore: AgentCommand = { type: 'restore', sessionId: 'session-1' }
const signOutByLoss: AgentCommand = { type: 'signOut', reasonCode: connectionLost, by: bySystem }

describe('a lost connection', () => {
  it('[AG40] is NOT_READY, connection lost, on every medium that is at work', () => {
    const desk = readyDesk()
    desk.do({ type: 'setState', medium: 'chat', state: 'LOGOUT', reasonCode: null, by: byAgent })
    desk.pass(30_000)
    desk.do(lose)
    expect(desk.voice).toMatchObject({ state: 'NOT_READY', reasonCode: connectionLost, since: desk.now })
    expect(desk.agent.states.find(({ medium }) => medium === 'chat')?.state).toBe('LOGOUT')
    expect(desk.agent.lost).toMatchObject({ since: desk.now, seat: { extension: '5001', place: 'desk-01' } })
    expect(desk.do(lose)).toEqual([])
  })

  it.each([
    ['READY', [setState('READY')]],
    ['NOT_READY', [setState('NOT_READY', 2)]],
  ])('[AG41] coming back gives %s, reason and time in state back, even after a while', (_, commands) => {
    const desk = createDesk()
    desk.do(signIn, ...commands)
    const before = desk.agent
    desk.pass(3_500_000)
    desk.do(lose)
    desk.pass(3_500_000)
    desk.do(restore)
    expect(desk.agent).toEqual(before)
  })

  it('[AG41] what a supervisor set meanwhile stays', () => {
    const desk = readyDesk()
    desk.do(lose, setState('NOT_READY', 1, bySupervisor))
    expect(desk.agent.lost?.before.map(({ medium }) => medium)).toEqual(['chat'])
    desk.do(restore)
    expect(desk.voice).toMatchObject({ state: 'NOT_READY', reasonCode: 1 })
  })

  it('[AG42] a call goes on; the loss waits for its end', () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'), lose)
    expect(desk.voice).toMatchObject({ state: 'TALKING', pending: { state: 'NOT_READY', reasonCode: connectionLost } })
    desk.do(act('end'), wrapUp())
    expect(desk.voice).toMatchObject({ state: 'NOT_READY', reasonCode: connectionLost })
  })

  it('[AG42] back during the call, all is as if nothing had been', () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'), setState('NOT_READY', 2))
    const before = desk.agent
    desk.do(lose)
    desk.pass(10_000)
    desk.do(restore)
    expect(desk.agent).toEqual(before)
  })

  it('[AG42] what a supervisor wants after the call stands', () => {
    const desk = readyDesk()
    desk.do(offer, act('answer'), setState('LOGOUT', null, bySupervisor), lose)
    expect(desk.voice.pending).toMatchObject({ state: 'LOGOUT', by: bySupervisor })
    desk.do(restore)
    expect(desk.voice.pending).toMatchObject({ state: 'LOGOUT' })
  })

  const afterCall = [
    ['what was pending', [act('answer'), setState('NOT_READY', 2)], { state: 'NOT_READY', reasonCode: 2 }],
    ['where wrap-up leads', [act('answer')], { state: 'READY', reasonCode: null }],
    ['READY, if it only rang', [], { state: 'READY', reasonCode: null }],
  ] as const

  it.each(afterCall)('[AG43] back after the call: %s', (_, commands, expected) => {
    const desk = readyDesk()
    desk.do(offer, ...commands, lose)
    desk.pass(100_000)
    if (desk.voice.state === 'TALKING') desk.do(act('end'), wrapUp())
    else desk.do({ type: 'passTime' })
    expect(desk.voice).toMatchObject({ state: 'NOT_READY', reasonCode: connectionLost })
    desk.pass(5_000)
    desk.do(restore)
    expect(desk.voice).toMatchObject({ ...expected, since: desk.now, pending: null })
  })

  it('[AG44] nobody makes an agent READY behind a dead line', () => {
    const desk = readyDesk()
    desk.do(lose)
    expect(desk.ask(setState('READY', null, bySupervisor))).toBe('agent.transition')
    expect(desk.ask(offer)).toBe('agent.transition')
    const onCall = readyDesk()
    onCall.do(offer, act('answer'), lose)
    expect(onCall.ask({ type: 'cancelPending', medium: 'voice', by: bySupervisor })).toBe('agent.transition')
  })

  it('[AG45] signed out by the loss, an agent can still come back, in a new session', () => {
    const desk = readyDesk()
    const before = desk.agent
    desk.do(lose)
    desk.pass(3_600_000)
    desk.do(signOutByLoss)
    expect(desk.agent).toMatchObject({ sessionId: null, extension: null, place: null })
    expect(desk.voice).toMatchObject({ state: 'LOGOUT', reasonCode: connectionLost })
    desk.do({ type: 'restore', sessionId: 'session-2' })
    expect(desk.agent).toEqual({ ...before, sessionId: 'session-2' })
  })

  it('[AG45] signed out before the loss was noticed: what was held is remembered all the same', () => {
    const desk = readyDesk()
    const before = desk.agent
    expect(desk.do(signOutByLoss).map(({ kind }) => kind)).toEqual(['agent.lost', 'agent.signedOut'])
    desk.do({ type: 'restore', sessionId: 'session-2' })
    expect(desk.agent).toEqual({ ...before, sessionId: 'session-2' })
  })

  it('[AG45] a seat that is taken by now is not given back', () => {
    const desk = readyDesk()
    desk.do(lose, signOutByLoss, { type: 'restore', sessionId: 'session-2', seat: { extension: null, place: null } })
    expect(desk.agent).toMatchObject({ extension: null, place: null, campaigns: ['inbound-support'] })
    expect(desk.voice.state).toBe('READY')
  })

  it('[AG45] signed out for good, there is nothing to come back to', () => {
    const desk = readyDesk()
    desk.do(lose, signOutByLoss, { type: 'signOut', reasonCode: null, by: bySupervisor })
    expect(desk.ask({ type: 'restore', sessionId: 'session-2' })).toBe('agent.notSignedIn')
  })

  it('[AG45] signing in anew after that starts anew', () => {
    const desk = readyDesk()
    desk.do(lose, signOutByLoss, { ...signIn, sessionId: 'session-2' })
    expect(desk.voice).toMatchObject({ state: 'NOT_READY', reasonCode: null })
    expect(desk.agent.lost).toBeNull()
  })

  it('[AG46] coming back twice is coming back once', () => {
    const desk = readyDesk()
    desk.do(lose, restore)
    const once = desk.agent
    expect(desk.do(restore)).toEqual([])
    expect(desk.agent).toEqual(once)
  })

  it('[AG46] without a loss only the session moves', () => {
    const desk = readyDesk()
    const before = desk.agent
    desk.do({ type: 'restore', sessionId: 'session-2' })
    expect(desk.agent).toEqual({ ...before, sessionId: 'session-2' })
  })

  it('[AG48] work that another session carries on is as it was, also where it is lost', () => {
    const desk = readyDesk()
    const before = desk.agent
    desk.do({ type: 'carryOn', sessionId: 'session-2' })
    expect(desk.agent).toEqual({ ...before, sessionId: 'session-2' })
    expect(desk.do({ type: 'carryOn', sessionId: 'session-2' })).toEqual([])
    desk.do(lose)
    const lost = desk.agent
    desk.do({ type: 'carryOn', sessionId: 'session-1' })
    expect(desk.agent).toEqual({ ...lost, sessionId: 'session-1' })
    desk.do(restore)
    expect(desk.agent).toEqual(before)
  })

  it('[AG47] signing in while lost is coming back, too', () => {
    const desk = readyDesk()
    const before = desk.agent
    desk.do(lose, signIn)
    expect(desk.agent).toEqual(before)
  })
})
