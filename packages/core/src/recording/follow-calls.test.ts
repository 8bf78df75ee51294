import { describe, expect, it } from 'vitest'
import type { Agent, Interaction } from '../agent/agent.ts'
import { followCalls } from './follow-calls.ts'
import { call } from './recording-rig.ts'
import { parseRecordingWhen } from './recording-when.ts'

const always = parseRecordingWhen('voice') ?? { kind: 'off' as const }
const interaction = (changes: Partial<Interaction> = {}): Interaction => ({
  ...{
    id: 'call-1',
    direction: 'inbound',
    campaign: 'orders',
    party: '+49 30 1',
    offeredAt: 900,
    answeredAt: 1_000,
    endedAt: null,
  },
  ...changes,
})
const at = (medium: string, current: Interaction | null, changes: Partial<Agent> = {}): Agent => ({
  ...{ userId: 'anna', sessionId: 's1', extension: '1', place: null, campaigns: [], lost: null },
  states: [{ medium, state: 'TALKING', reasonCode: null, since: 1_000, pending: null, interaction: current }],
  ...changes,
})

describe('what an agent’s work asks of their recording', () => {
  it('[RC3] a call that is answered, by what is set then', () => {
    expect(followCalls(at('voice', interaction()), null, always, 1_500)).toEqual([{ type: 'ask', call: call() }])
    expect(followCalls(at('voice', interaction()), null, { kind: 'off' }, 1_500)).toEqual([])
    expect(followCalls(at('voice', interaction({ answeredAt: null })), null, always, 1_500)).toEqual([])
    expect(followCalls(at('chat', interaction()), null, always, 1_500)).toEqual([])
  })

  it('[RC4] a call that follows extends what goes on, whatever its own conditions; what is over ends', () => {
    const next = at('voice', interaction({ id: 'call-2', answeredAt: 2_000 }))
    expect(followCalls(next, [call()], { kind: 'off' }, 2_000)).toEqual([
      { type: 'addCall', call: call({ interactionId: 'call-2', from: 2_000 }) },
      { type: 'endCall', interactionId: 'call-1' },
    ])
    expect(followCalls(at('voice', interaction()), [call()], always, 2_000)).toEqual([])
  })

  it('[RC4] when the call is over, or the agent’s work is, everything ends', () => {
    const over = [{ type: 'endCall', interactionId: 'call-1' }]
    expect(followCalls(at('voice', interaction({ endedAt: 3_000 })), [call()], always, 3_000)).toEqual(over)
    expect(followCalls(at('voice', null), [call()], always, 3_000)).toEqual(over)
    expect(followCalls(at('voice', interaction(), { sessionId: null }), [call()], always, 3_000)).toEqual(over)
  })
})
