import { describe, expect, test } from 'vitest'
import { type ContinuityRig, createContinuityRig } from './continuity-rig.ts'

const echo = { type: 'echoAnswered', challenge: 'c', waitMs: 0 } as const

function lost(settings: Parameters<ContinuityRig['change']>[0]['settings'] = {}): ContinuityRig {
  const rig = createContinuityRig()
  rig.change({ settings })
  rig.tell({ type: 'signedIn' }, { type: 'helloReceived' }, { type: 'socketClosed' })
  rig.take()
  return rig
}
const wants = (rig: ContinuityRig) => rig.take().map(({ type }) => type)

describe('resume', () => {
  test('[RE1] [S-14] one resume with the challenge, and nothing that could be a password', () => {
    const rig = lost()
    rig.tell(echo)
    expect(rig.take()).toEqual([{ type: 'requestResume', challenge: 'c' }])
  })

  test('[RE2] with automatic re-login off the socket is opened again, and a lost session ends', () => {
    const rig = lost({ autoRelogin: false })
    rig.tell(echo)
    expect(wants(rig)).toEqual(['openSocket'])
    rig.tell({ type: 'byeReceived', reason: 'unauthorised' })
    expect(rig.status).toEqual({ kind: 'signedOut', code: 'session.missing' })
  })

  test('[RE3] success opens the socket, and its hello ends the loss', () => {
    const rig = lost()
    rig.tell(echo)
    rig.take()
    rig.tell({ type: 'resumeSucceeded' })
    expect(wants(rig)).toContain('openSocket')
    rig.tell({ type: 'helloReceived' })
    expect(rig.status).toEqual({ kind: 'connected' })
  })

  test('[RE4] a spent challenge is replaced three times at once, then after a pause, and never ends the session', () => {
    for (const code of ['resume.challenge', 'resume.replayed']) {
      const rig = lost()
      for (let time = 1; time <= 3; time++) {
        rig.tell(echo, { type: 'resumeRefused', code })
        expect(rig.state.kind).toBe('probing')
      }
      rig.tell(echo, { type: 'resumeRefused', code })
      expect(rig.state.kind).toBe('pausing')
      rig.pass(60_000)
      rig.tell({ type: 'retryAsked' }, echo, { type: 'resumeRefused', code })
      expect(rig.state.kind).toBe('probing')
    }
  })

  test('[RE5] [S-57] any other refusal is final', () => {
    const rig = lost()
    rig.tell(echo, { type: 'resumeRefused', code: 'resume.passwordChanged' })
    expect(wants(rig)).toContain('clearCredentials')
    rig.pass(3_600_000)
    rig.tell({ type: 'wentOnline' }, { type: 'retryAsked' }, echo, { type: 'helloReceived' })
    expect(wants(rig)).toEqual([])
    expect(rig.status).toEqual({ kind: 'signedOut', code: 'resume.passwordChanged' })
  })

  test('[RE6] a failed resume waits by hint, else by full jitter, and probes afresh', () => {
    const hinted = lost()
    hinted.tell(echo, { type: 'resumeFailed', retryAfterMs: 3_000 })
    expect(hinted.state.wakeAt).toBe(3_150)
    const rig = lost()
    const waits = []
    for (let time = 1; time <= 6; time++) {
      rig.tell(echo, { type: 'resumeFailed' })
      waits.push((rig.state.wakeAt ?? 0) - rig.now)
      rig.take()
      rig.pass(waits.at(-1) ?? 0)
      expect(wants(rig)).toEqual(['probeEcho'])
    }
    expect(waits).toEqual([1_000, 2_000, 4_000, 7_500, 7_500, 7_500])
  })

  test('[RE6] a resume without an answer for 10 s is given up', () => {
    const rig = lost()
    rig.tell(echo)
    rig.take()
    rig.pass(10_000)
    expect(wants(rig)).toEqual(['cancelRequest'])
    expect(rig.state.kind).toBe('pausing')
  })

  test('[RE7] credentials that are no longer taken are renewed by a resume', () => {
    for (const input of [
      { type: 'sessionMissing', code: 'session.missing' },
      { type: 'byeReceived', reason: 'unauthorised' },
      { type: 'byeReceived', reason: 'ended' },
      { type: 'byeReceived', reason: 'ended', code: 'session.ended' },
    ] as const) {
      const rig = createContinuityRig()
      rig.tell({ type: 'signedIn' }, { type: 'helloReceived' }, input)
      expect(rig.state.kind).toBe('probing')
    }
    const off = createContinuityRig()
    off.change({ settings: { autoRelogin: false } })
    off.tell({ type: 'signedIn' }, { type: 'helloReceived' }, { type: 'sessionMissing', code: 'session.ended' })
    expect(off.status).toEqual({ kind: 'signedOut', code: 'session.ended' })
  })

  test('[RE8] a socket that fails after a resume counts as a failed try', () => {
    for (const input of [{ type: 'socketClosed' }, { type: 'byeReceived', reason: 'unauthorised' }] as const) {
      const rig = lost()
      rig.tell(echo, { type: 'resumeSucceeded' }, input)
      expect(rig.state.kind).toBe('pausing')
      expect(rig.status).toMatchObject({ attempt: 2 })
    }
  })

  test('[RE10] a second socket that dies within 10 s of its hello is not replaced at once, each one later than the last', () => {
    const rig = createContinuityRig()
    rig.tell({ type: 'signedIn' }, { type: 'helloReceived' })
    const waits = []
    for (let link = 1; link <= 6; link++) {
      rig.pass(100)
      const lostAt = rig.now
      rig.tell({ type: 'socketClosed' })
      if (rig.state.kind === 'pausing') rig.pass((rig.state.wakeAt ?? 0) - rig.now)
      expect(rig.state.kind).toBe('probing')
      waits.push(rig.now - lostAt)
      rig.tell(echo, { type: 'resumeSucceeded' }, { type: 'helloReceived' })
    }
    expect(waits).toEqual([0, 1_000, 2_000, 4_000, 7_500, 7_500])
  })

  test('[RE10] a link that lived for more than 10 s clears the count', () => {
    const rig = createContinuityRig()
    rig.tell({ type: 'signedIn' }, { type: 'helloReceived' }, { type: 'socketClosed' })
    rig.tell(echo, { type: 'resumeSucceeded' }, { type: 'helloReceived' })
    rig.pass(10_001)
    rig.tell({ type: 'socketClosed' })
    expect(rig.state.kind).toBe('probing')
    rig.tell(echo, { type: 'resumeSucceeded' }, { type: 'helloReceived' }, { type: 'socketClosed' })
    expect(rig.state.kind).toBe('probing')
  })

  test('[RE10] a socket that is refused at the handshake counts, too, and a follower waits as well', () => {
    const rig = createContinuityRig()
    rig.tell({ type: 'signedIn' }, { type: 'socketClosed' }, echo, { type: 'resumeSucceeded' }, { type: 'helloReceived' })
    rig.tell({ type: 'socketClosed' })
    expect(rig.state.kind).toBe('pausing')
    const follower = createContinuityRig()
    follower.change({ leads: false })
    follower.tell({ type: 'signedIn' }, { type: 'helloReceived' }, { type: 'socketClosed' }, { type: 'leaderConnected' })
    follower.tell({ type: 'helloReceived' }, { type: 'socketClosed' })
    expect(follower.state.kind).toBe('pausing')
    follower.pass(1_000)
    expect(follower.state.kind).toBe('following')
  })

  test('[RE9] after a sleep there is a single resume', () => {
    const rig = createContinuityRig()
    rig.tell({ type: 'signedIn' }, { type: 'helloReceived' })
    rig.sleep(8 * 3_600_000)
    rig.take()
    rig.tell(
      { type: 'thawed' },
      { type: 'timePassed' },
      { type: 'becameVisible' },
      { type: 'wentOnline' },
      { type: 'socketClosed' },
    )
    rig.tell(echo, { type: 'thawed' }, { type: 'timePassed' }, { type: 'becameVisible' }, { type: 'wentOnline' })
    expect(wants(rig).filter((type) => type === 'probeEcho' || type === 'requestResume')).toEqual(['probeEcho', 'requestResume'])
  })
})
