import { describe, expect, test } from 'vitest'
import { createContinuityRig } from './continuity-rig.ts'
import { initialContinuity } from './state.ts'

const effectsOf = (rig: ReturnType<typeof createContinuityRig>) => rig.take().map(({ type }) => type)

describe('the life of a session', () => {
  test('[LC1] signing in opens a socket, after closing the one before', () => {
    const rig = createContinuityRig()
    rig.tell({ type: 'signedIn' })
    expect(effectsOf(rig)).toEqual(['openSocket'])
    rig.tell({ type: 'helloReceived' }, { type: 'signedIn' })
    expect(effectsOf(rig)).toEqual(['closeSocket', 'openSocket'])
  })

  test('[LC2] signing out lets go of everything, whatever was going on', () => {
    const rig = createContinuityRig()
    rig.tell({ type: 'signedIn' }, { type: 'socketClosed' })
    rig.take()
    rig.tell({ type: 'signedOut' })
    expect(effectsOf(rig)).toEqual(['cancelRequest', 'clearCredentials'])
    expect(rig.state).toEqual(initialContinuity)
  })

  test('[LC3] an end from the feed closes the socket and forgets the credentials', () => {
    for (const input of [
      { type: 'sessionEnded', code: 'resume.bySupervisor' },
      { type: 'byeReceived', reason: 'ended', code: 'resume.bySupervisor' },
    ] as const) {
      const rig = createContinuityRig()
      rig.tell({ type: 'signedIn' }, { type: 'helloReceived' })
      rig.take()
      rig.tell(input)
      expect(effectsOf(rig)).toEqual(['closeSocket', 'clearCredentials'])
      expect(rig.state.kind).toBe('ended')
    }
  })

  test('[LC4] the first reason for an end is kept', () => {
    const rig = createContinuityRig()
    rig.tell(
      { type: 'signedIn' },
      { type: 'sessionEnded', code: 'resume.disabled' },
      { type: 'sessionEnded', code: 'resume.idle' },
    )
    expect(rig.status).toEqual({ kind: 'signedOut', code: 'resume.disabled' })
  })

  test('[LC5] a stored session is probed and resumed', () => {
    const rig = createContinuityRig()
    rig.tell({ type: 'sessionStored' }, { type: 'echoAnswered', challenge: 'c', waitMs: 0 })
    expect(effectsOf(rig)).toEqual(['probeEcho', 'requestResume'])
  })

  test('[LC6] a socket without a hello for 10 s is lost', () => {
    const rig = createContinuityRig()
    rig.tell({ type: 'signedIn' })
    rig.pass(9_999)
    expect(rig.state.kind).toBe('connecting')
    rig.take()
    rig.pass(1)
    expect(effectsOf(rig)).toEqual(['closeSocket', 'probeEcho'])
  })
})
