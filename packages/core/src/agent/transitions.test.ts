import { describe, expect, it } from 'vitest'
import { type AgentState, agentStates } from './agent.ts'
import type { AgentCommand, AgentRules } from './agent-command.ts'
import { act, bySupervisor, call, createDesk, offer, setState, signIn, wrapUp } from './agent-rig.ts'
import { isNotReady, mayGo, transitions } from './transitions.ts'

/** How to bring an agent to each state, by commands only. */
const roads: Record<AgentState, readonly AgentCommand[]> = {
  LOGOUT: [signIn, setState('LOGOUT')],
  NOT_READY: [signIn],
  READY: [signIn, setState('READY')],
  RESERVED: [signIn, setState('READY'), offer],
  RESERVED_OUTBOUND: [signIn, setState('READY'), { ...outbound(), preview: false }],
  RESERVED_OUTBOUND_PREVIEW: [signIn, setState('READY'), { ...outbound(), preview: true }],
  TALKING: [signIn, setState('READY'), offer, act('answer')],
  HOLD: [signIn, setState('READY'), offer, act('answer'), act('hold')],
  WORK: [signIn, setState('READY'), offer, act('answer'), setState('NOT_READY', 1), act('end')],
  WORK_READY: [signIn, setState('READY'), offer, act('answer'), act('end')],
}

/** A way of the table, and the commands that take it. */
type Way = [from: AgentState, to: AgentState, by: readonly AgentCommand[], changed?: Partial<AgentRules>]
const ways: readonly Way[] = [
  ['LOGOUT', 'NOT_READY', [setState('NOT_READY', 1)]],
  ['NOT_READY', 'READY', [setState('READY')]],
  ['NOT_READY', 'LOGOUT', [setState('LOGOUT')]],
  ['NOT_READY', 'NOT_READY', [setState('NOT_READY', 2)]],
  ['NOT_READY', 'TALKING', [{ type: 'dial', medium: 'voice', interaction: { ...call, direction: 'outbound' } }]],
  ['READY', 'RESERVED', [offer]],
  ['READY', 'RESERVED_OUTBOUND', [outbound()]],
  ['READY', 'RESERVED_OUTBOUND_PREVIEW', [{ ...outbound(), preview: true }]],
  ['READY', 'NOT_READY', [setState('NOT_READY', 1)]],
  ...(['RESERVED', 'RESERVED_OUTBOUND', 'RESERVED_OUTBOUND_PREVIEW'] as const).flatMap((from): Way[] => [
    [from, 'TALKING', [act('answer')]],
    [from, 'READY', [act('end')]],
    [from, 'NOT_READY', [act('decline')]],
  ]),
  ['TALKING', 'HOLD', [act('hold')]],
  ['HOLD', 'TALKING', [act('retrieve')]],
  ...(['TALKING', 'HOLD'] as const).flatMap((from): Way[] => [
    [from, 'WORK_READY', [act('end')]],
    [from, 'WORK', [setState('NOT_READY', 1), act('end')]],
    [from, 'READY', [act('end')], { wrapUpMs: 0 }],
    [from, 'NOT_READY', [setState('NOT_READY', 1), act('end')], { wrapUpMs: 0 }],
  ]),
  ['WORK', 'NOT_READY', [wrapUp()]],
  ['WORK', 'READY', [setState('READY')]],
  ['WORK_READY', 'READY', [wrapUp()]],
  ['WORK_READY', 'NOT_READY', [setState('NOT_READY', 1)]],
]

function outbound() {
  return { type: 'offer', medium: 'voice', interaction: { ...call, direction: 'outbound' } } as const satisfies AgentCommand
}

describe('the table of transitions', () => {
  it('[AG1] has exactly the ways that the tests take', () => {
    const table = agentStates.flatMap((from) => transitions[from].map((to) => `${from}→${to}`))
    expect(ways.map(([from, to]) => `${from}→${to}`).toSorted()).toEqual(table.toSorted())
  })

  it.each(ways)('[AG1] %s → %s', (from, to, commands, changed = {}) => {
    const desk = createDesk(changed)
    desk.do(...roads[from])
    expect(desk.voice.state).toBe(from)
    desk.pass(1_000)
    const events = desk.do(...commands)
    expect(desk.voice).toMatchObject({ state: to, since: desk.now })
    expect(mayGo(from, to)).toBe(true)
    const changes = events.filter((event) => event.kind === 'agent.stateChanged')
    expect(changes.map(({ data }) => [data.previous.state, data.status.state])).toEqual([[from, to]])
  })

  /** Commands that would set the state `to` at once, from wherever they are allowed. */
  const attempts: Partial<Record<AgentState, readonly AgentCommand[]>> = {
    READY: [setState('READY'), setState('READY', null, bySupervisor)],
    LOGOUT: [setState('LOGOUT')],
    RESERVED: [{ ...offer, interaction: { ...call, id: 'call-2' } } as AgentCommand],
    RESERVED_OUTBOUND: [{ ...outbound(), interaction: { ...call, id: 'call-2', direction: 'outbound' } }],
    TALKING: [act('answer'), act('retrieve'), { type: 'dial', medium: 'voice', interaction: { ...call, id: 'call-2' } }],
    HOLD: [act('hold')],
  }
  const missing = agentStates.flatMap((from) =>
    agentStates.filter((to) => !mayGo(from, to) && from !== to && attempts[to] !== undefined).map((to) => [from, to] as const),
  )

  it.each(missing)('[AG1] there is no way from %s to %s', (from, to) => {
    for (const command of attempts[to] ?? []) {
      const desk = createDesk()
      desk.do(...roads[from])
      const refusal = desk.ask(command)
      if (refusal === null) desk.do(command)
      // Accepted at most as a pending state, which is no way either.
      expect(desk.voice.state).toBe(from)
    }
  })
})

it('[AG28] not ready is who is NOT_READY or LOGOUT on every medium', () => {
  const agentWith = (...states: AgentState[]) => ({ states: states.map((state) => ({ state })) })
  for (const state of agentStates)
    expect(isNotReady(agentWith('NOT_READY', state))).toBe(state === 'NOT_READY' || state === 'LOGOUT')
  expect(isNotReady(agentWith('LOGOUT', 'LOGOUT'))).toBe(true)
})
