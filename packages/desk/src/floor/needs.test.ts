import type { MediumStatus } from '@hotseat/core'
import type { FloorAgentDocument } from '@hotseat/protocol'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { floorRow, holdOrder, sortByNeed } from './needs.ts'

const thresholds = { notReadyMs: 1_000, talkingMs: 2_000 }
const now = 10_000

const status = (state: MediumStatus['state'], since: number): MediumStatus => ({
  medium: 'voice',
  state,
  reasonCode: null,
  since,
  pending: null,
  interaction: null,
})
const agent = (id: string, part: Partial<FloorAgentDocument>): FloorAgentDocument => ({
  id,
  username: id,
  name: id,
  role: 'executive',
  presence: 'connected',
  presenceSince: 0,
  extension: null,
  place: null,
  campaigns: [],
  states: [],
  ...part,
})
const order = (agents: readonly FloorAgentDocument[]) =>
  sortByNeed(agents.map((each) => floorRow(each, thresholds, now))).map((row) => row.agent.id)

test('what needs help stands on top', () => {
  expect(
    order([
      agent('out', { presence: 'out' }),
      agent('ready', { states: [status('READY', 0)] }),
      agent('break', { states: [status('NOT_READY', 9_500)] }),
      agent('longCall', { states: [status('TALKING', 0)] }),
      agent('longBreak', { states: [status('NOT_READY', 0)] }),
      agent('lost', { presence: 'lost', states: [status('READY', 0)] }),
    ]),
  ).toEqual(['lost', 'longBreak', 'longCall', 'break', 'ready', 'out'])
})

test('among equals the longest stands first, and a name decides the rest', () => {
  expect(order([agent('b', { states: [status('READY', 5)] }), agent('a', { states: [status('READY', 5)] })])).toEqual(['a', 'b'])
  expect(order([agent('a', { states: [status('READY', 9)] }), agent('b', { states: [status('READY', 5)] })])).toEqual(['b', 'a'])
})

test('a held order moves nobody who was shown, whatever changes', () => {
  const states = fc.constantFrom<MediumStatus['state']>('READY', 'NOT_READY', 'TALKING', 'WORK')
  fc.assert(
    fc.property(
      fc.array(states, { minLength: 1, maxLength: 12 }),
      fc.array(states, { minLength: 12, maxLength: 12 }),
      (before, after) => {
        const agentsIn = (list: readonly MediumStatus['state'][]) =>
          list.map((state, index) => floorRow(agent(`a${index}`, { states: [status(state, index)] }), thresholds, now))
        const shown = sortByNeed(agentsIn(before)).map((row) => row.agent.id)
        const held = holdOrder(sortByNeed(agentsIn(after)), shown)
        expect(held.slice(0, shown.length).map((row) => row.agent.id)).toEqual(shown)
      },
    ),
  )
})
