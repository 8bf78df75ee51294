import type { FeedEvent, MediumStatus } from '@hotseat/core'
import type { FloorDocument } from '@hotseat/protocol'
import { expect, test } from 'vitest'
import { catchUp, evolveFloor, mustReread } from './evolve-floor.ts'

const status = (state: MediumStatus['state']): MediumStatus => ({
  medium: 'voice',
  state,
  reasonCode: null,
  since: 1,
  pending: null,
  interaction: null,
})
const floor: FloorDocument = {
  offset: 10,
  at: 0,
  agents: [
    {
      id: 'u1',
      username: 'agent01',
      name: 'Agent One',
      role: 'executive',
      presence: 'connected',
      presenceSince: 0,
      extension: '5001',
      place: null,
      campaigns: [],
      states: [status('READY'), { ...status('READY'), medium: 'chat' }],
    },
  ],
}
const at = (offset: number) => ({ offset, at: 99, by: null, userId: 'u1' })

test('a state changes on its medium alone', () => {
  const event: FeedEvent = {
    ...at(11),
    kind: 'agent.stateChanged',
    data: { status: status('TALKING'), previous: status('READY'), by: 'system' },
  }
  expect(evolveFloor(floor, event).agents[0]?.states.map(({ state }) => state)).toEqual(['TALKING', 'READY'])
})

test('a drop is seen, then the return', () => {
  const dropped = evolveFloor(floor, { ...at(11), kind: 'session.dropped', data: { sessionId: 's' } })
  expect(dropped.agents[0]).toMatchObject({ presence: 'lost', presenceSince: 99 })
  const back = evolveFloor(dropped, { ...at(12), kind: 'session.connected', data: { sessionId: 's', awayMs: 5 } })
  expect(back.agents[0]?.presence).toBe('connected')
})

test('[FL2] an agent of whom another session stands is not lost', () => {
  const data = { sessionId: 's', elsewhere: true }
  expect(evolveFloor(floor, { ...at(11), kind: 'session.dropped', data }).agents).toBe(floor.agents)
  const last = evolveFloor(floor, { ...at(11), kind: 'session.dropped', data: { ...data, elsewhere: false } })
  expect(last.agents[0]?.presence).toBe('lost')
})

test('[RC18] [FL2] a recorder that is there, or is not, says nothing of its agent', () => {
  const application = 'recorder'
  const dropped: FeedEvent = { ...at(11), kind: 'session.dropped', data: { sessionId: 'r', application } }
  expect(evolveFloor(floor, dropped).agents[0]?.presence).toBe('connected')
  const lost = evolveFloor(floor, { ...at(11), kind: 'session.dropped', data: { sessionId: 's' } })
  const back: FeedEvent = { ...at(12), kind: 'session.connected', data: { sessionId: 'r', application, awayMs: 5 } }
  expect(evolveFloor(lost, back).agents[0]?.presence).toBe('lost')
  const resumed = { sessionId: 'r', application, outcome: 'recovered', previousSessionId: null, awayMs: 5 } as const
  expect(evolveFloor(lost, { ...at(12), kind: 'session.resumed', data: resumed }).agents[0]?.presence).toBe('lost')
})

test('an event that was seen already changes nothing', () => {
  expect(evolveFloor(floor, { ...at(10), kind: 'session.dropped', data: { sessionId: 's' } })).toBe(floor)
})

test('an end of a session asks the server, because another one may go on', () => {
  expect(mustReread({ ...at(11), kind: 'session.ended', data: { sessionId: 's', reason: 'signedOut', by: null } })).toBe(true)
  expect(mustReread({ ...at(11), kind: 'session.dropped', data: { sessionId: 's' } })).toBe(false)
})

test('a floor that was read before what it is shown with is told the rest', () => {
  const at = (offset: number, state: MediumStatus['state']): FeedEvent => ({
    ...{ offset, at: offset, by: null, userId: 'u1', kind: 'agent.stateChanged' },
    data: { status: status(state), previous: { state: 'READY', reasonCode: null, since: 0 }, by: 'agent' },
  })
  const events = [at(9, 'WORK'), at(10, 'TALKING'), at(11, 'HOLD')]
  const caught = catchUp(floor, events)
  expect(caught.offset).toBe(11)
  expect(caught.agents[0]?.states[0]?.state).toBe('HOLD')
  expect(catchUp(floor, events.slice(0, 2))).toEqual(floor)
})
