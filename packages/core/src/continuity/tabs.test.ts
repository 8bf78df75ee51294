import { describe, expect, test } from 'vitest'
import { type ContinuityRig, createContinuityRig } from './continuity-rig.ts'

function follower(): ContinuityRig {
  const rig = createContinuityRig()
  rig.change({ leads: false })
  rig.tell({ type: 'signedIn' }, { type: 'helloReceived' }, { type: 'socketClosed' })
  return rig
}
const wants = (rig: ContinuityRig) => rig.take().map(({ type }) => type)

describe('tabs', () => {
  test('[TB1] [TB2] a follower asks the leader instead of probing, and opens its socket on the leader’s word', () => {
    const rig = follower()
    expect(wants(rig)).toEqual(['openSocket', 'closeSocket', 'askLeader'])
    rig.tell({ type: 'leaderConnected' })
    expect(wants(rig)).toEqual(['openSocket'])
  })

  test('[TB3] without the leader’s word a follower probes after 15 s ± 50 %', () => {
    const rig = follower()
    rig.pass(14_999)
    expect(rig.state.kind).toBe('following')
    rig.pass(1)
    expect(rig.state.kind).toBe('probing')
  })

  test('[TB6] a follower never probes while the leader says that it tries, however long the outage is', () => {
    const rig = follower()
    rig.take()
    rig.tell({ type: 'leaderTrying', nextTryAt: 5_000 })
    let asked = 0
    for (let second = 0; second < 3_600; second++) {
      for (const type of wants(rig)) {
        expect(type).toBe('askLeader')
        asked += 1
        rig.tell({ type: 'leaderTrying', nextTryAt: rig.now + 5_000 })
      }
      rig.pass(1_000)
    }
    expect(rig.state.kind).toBe('following')
    expect(asked).toBeGreaterThan(0)
  })

  test('[TB6] a leader that was asked again and said nothing is gone: the follower probes itself', () => {
    const rig = follower()
    rig.tell({ type: 'leaderTrying', nextTryAt: 5_000 })
    rig.take()
    rig.pass(15_000)
    expect(wants(rig)).toEqual(['askLeader'])
    rig.pass(15_000)
    expect(wants(rig)).toEqual(['probeEcho'])
  })

  test('[TB6] [ST3] a follower shows when the leader tries next', () => {
    const rig = follower()
    rig.tell({ type: 'leaderTrying', nextTryAt: 4_200 })
    expect(rig.status).toMatchObject({ kind: 'reconnecting', nextTryAt: 4_200 })
  })

  test('[TB3] a follower that becomes the leader probes at once', () => {
    const rig = follower()
    rig.change({ leads: true })
    rig.tell({ type: 'leadershipGained' })
    expect(rig.state.kind).toBe('probing')
  })

  test('[TB4] an end in one tab ends a follower', () => {
    const rig = follower()
    rig.tell({ type: 'sessionEnded', code: 'resume.signedOut' })
    expect(rig.state.kind).toBe('ended')
  })
})
