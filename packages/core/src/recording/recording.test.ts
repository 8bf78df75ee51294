import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decideRecording } from './decide-recording.ts'
import { evolveRecording } from './evolve-recording.ts'
import { isPaused, isWanted, type Recording } from './recording.ts'
import type { RecordingCommand } from './recording-command.ts'
import { asked, call } from './recording-rig.ts'

const decide = (recording: Recording, command: RecordingCommand, now = 9_000) => {
  const decision = decideRecording(recording, command, now)
  return decision.ok ? decision.value.map(({ kind }) => kind) : decision.refusal.code
}
const after = (recording: Recording, ...commands: readonly (RecordingCommand | [RecordingCommand, number])[]): Recording =>
  commands.reduce((before, each) => {
    const [command, now] = Array.isArray(each) ? each : [each, 9_000]
    const decision = decideRecording(before, command, now)
    return decision.ok ? decision.value.reduce(evolveRecording, before) : before
  }, recording)

const begin = { type: 'begin', recorderId: 'r1', startedAt: 1_200 } as const
const endCall = { type: 'endCall', interactionId: 'call-1' } as const
const running = after(asked(), begin)
const stopped = after(running, endCall)

describe('a recording', () => {
  it('[RC4] another call extends it and is marked; it stops with the last one', () => {
    const two = after(running, { type: 'addCall', call: call({ interactionId: 'call-2', from: 5_000 }) })
    expect(two.calls.map(({ interactionId }) => interactionId)).toEqual(['call-1', 'call-2'])
    const one = after(two, [endCall, 6_000])
    expect([one.state, one.calls.map(({ to }) => to)]).toEqual(['running', [6_000, null]])
    const none = after(one, [{ type: 'endCall', interactionId: 'call-2' }, 7_000])
    expect(none).toMatchObject({ state: 'stopped', stoppedAt: 7_000, calls: [{ to: 6_000 }, { to: 7_000 }] })
    expect(decide(none, endCall)).toEqual([])
  })

  it('[RC6] it is paused and goes on, each once, and a pause ends with it at the latest', () => {
    const paused = after(running, [{ type: 'pause', by: 'sam' }, 2_000])
    expect([isPaused(paused), decide(paused, { type: 'pause', by: 'anna' })]).toEqual([true, []])
    const resumed = after(paused, [{ type: 'resume', by: 'anna' }, 3_000])
    expect([isPaused(resumed), resumed.pauses]).toEqual([false, [{ from: 2_000, to: 3_000, by: 'sam' }]])
    expect(decide(resumed, { type: 'resume', by: 'anna' })).toEqual([])
    expect(after(paused, [endCall, 4_000]).pauses).toEqual([{ from: 2_000, to: 4_000, by: 'sam' }])
    expect(decide(stopped, { type: 'pause', by: 'sam' })).toBe('recording.over')
    expect(decide(stopped, { type: 'resume', by: 'sam' })).toBe('recording.over')
  })

  it('[RC5] [RC22] one recorder makes it; the same report again changes nothing', () => {
    expect(running).toMatchObject({ state: 'running', recorderId: 'r1', startedAt: 1_200 })
    expect(decide(running, begin)).toEqual([])
    expect(decide(running, { ...begin, recorderId: 'r2' })).toBe('recording.over')
    expect(decide(running, { type: 'finish', recorderId: 'r2', parts: 1 })).toBe('recording.over')
    const finished = after(stopped, { type: 'finish', recorderId: 'r1', parts: 2 })
    expect(finished.partCount).toBe(2)
    expect(decide(finished, { type: 'finish', recorderId: 'r1', parts: 2 })).toEqual([])
  })

  it('[RC22] a recorder that ended before the calls did, and went on, names more parts', () => {
    const early = after(running, { type: 'finish', recorderId: 'r1', parts: 1 })
    expect(early).toMatchObject({ state: 'running', partCount: 1 })
    expect(decide(early, { type: 'arrive', arrived: 1 })).toEqual([])
    const more = after(early, endCall, { type: 'finish', recorderId: 'r1', parts: 2 })
    expect(more).toMatchObject({ state: 'stopped', partCount: 2 })
  })

  it('[RC22] [RC33] a recorder that lost a part names fewer, and what arrived is stored; of what is stored nothing is lost', () => {
    const two = after(stopped, { type: 'finish', recorderId: 'r1', parts: 2 })
    const one = { type: 'finish', recorderId: 'r1', parts: 1 } as const
    expect(decide(two, { ...one, recorderId: 'r2' })).toBe('recording.over')
    expect(after(two, one, { type: 'arrive', arrived: 1 })).toMatchObject({ state: 'stored', partCount: 1 })
    expect(decide(after(two, { type: 'arrive', arrived: 2 }), one)).toEqual([])
  })

  it('[RC22] begun on the agent’s machine while its calls ended meanwhile it counts all the same', () => {
    expect(after(asked(), endCall, begin)).toMatchObject({ state: 'stopped', recorderId: 'r1', startedAt: 1_200 })
  })

  it('[RC33] it is stored when it has stopped and all parts are there', () => {
    const finished = after(stopped, { type: 'finish', recorderId: 'r1', parts: 2 })
    expect(decide(finished, { type: 'arrive', arrived: 1 })).toEqual([])
    expect(after(finished, { type: 'arrive', arrived: 2 }).state).toBe('stored')
    expect(decide(stopped, { type: 'arrive', arrived: 5 })).toEqual([])
    expect(decide(running, { type: 'arrive', arrived: 5 })).toEqual([])
  })

  it('[RC17] it fails while nobody has begun it, also after its calls; never afterwards', () => {
    const fail = { type: 'fail', failure: 'notAnswered' } as const
    expect(after(asked(), fail)).toMatchObject({ state: 'failed', failure: 'notAnswered' })
    expect(after(asked(), endCall, fail)).toMatchObject({ state: 'failed' })
    expect(decide(running, fail)).toEqual([])
    expect(decide(after(asked(), fail), { ...begin, startedAt: 31_001 })).toBe('recording.over')
  })

  it('[RC17] [RC22] what was begun in time goes on, however late that is told; what its recorder gave up does not', () => {
    const fail = { type: 'fail', failure: 'notAnswered' } as const
    const late = { ...begin, startedAt: 31_000 }
    expect(after(asked(), fail, late)).toMatchObject({ state: 'running', failure: null, recorderId: 'r1' })
    const over = after(asked(), [{ type: 'pause', by: 'sam' }, 5_000], fail, [endCall, 40_000], late)
    expect(over).toMatchObject({ state: 'stopped', stoppedAt: 40_000, pauses: [{ from: 5_000, to: 40_000 }] })
    expect(after(over, { type: 'finish', recorderId: 'r1', parts: 1 }, { type: 'arrive', arrived: 1 }).state).toBe('stored')
    expect(decide(after(asked(), { ...fail, failure: 'noScreen' }), begin)).toBe('recording.over')
  })

  it('[RC4] [RC22] whatever is asked of it, in whatever order, it stays a recording', () => {
    const id = fc.constantFrom('call-1', 'call-2', 'call-3')
    const commands = fc.oneof(
      id.map((interactionId): RecordingCommand => ({ type: 'addCall', call: call({ interactionId }) })),
      id.map((interactionId): RecordingCommand => ({ type: 'endCall', interactionId })),
      fc.constantFrom<RecordingCommand>(
        ...[{ type: 'pause', by: 'sam' } as const, { type: 'resume', by: 'sam' } as const, begin],
        { ...begin, recorderId: 'r2' },
        { type: 'finish', recorderId: 'r1', parts: 1 },
        { type: 'arrive', arrived: 1 },
        { type: 'fail', failure: 'fault' },
      ),
    )
    fc.assert(
      fc.property(fc.array(commands, { maxLength: 20 }), (all) => {
        const end = after(asked(), ...all.map((each, at): [RecordingCommand, number] => [each, 2_000 + at]))
        const going = end.calls.filter(({ to }) => to === null)
        expect(end.state === 'failed' || isWanted(end) === going.length > 0).toBe(true)
        if (!isWanted(end)) expect(isPaused(end) && end.state !== 'failed').toBe(false)
        if (end.state === 'stored') expect([end.partCount, end.recorderId]).toEqual([1, 'r1'])
        expect(end.startedAt === null).toBe(end.recorderId === null)
      }),
    )
  })
})
