import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Actor, type Agent, type AgentState, systemReasons } from './agent.ts'
import type { AgentCommand, AgentEvent, AgentRules } from './agent-command.ts'
import { agentDueAt } from './agent-due-at.ts'
import { byAgent, bySupervisor, bySystem, call, rules } from './agent-rig.ts'
import { decideAgent } from './decide-agent.ts'
import { createAgent, evolveAgent } from './evolve-agent.ts'
import { isRinging, isTalking, isWrappingUp, mayGo } from './transitions.ts'

const medium = fc.constantFrom('voice', 'chat')
const interactionId = fc.constantFrom('call-1', 'call-2')
const sessionId = fc.constantFrom('session-1', 'session-2')
const person = fc.constantFrom<Actor[]>(byAgent, bySupervisor)
const interaction = fc.record({ id: interactionId, direction: fc.constantFrom('inbound' as const, 'outbound' as const) })

const command: fc.Arbitrary<AgentCommand> = fc.oneof(
  sessionId.map((id): AgentCommand => {
    return { type: 'signIn', sessionId: id, extension: '5001', place: null, campaigns: [], media: ['voice', 'chat'] }
  }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('setState' as const),
      medium,
      state: fc.constantFrom('READY' as const, 'READY' as const, 'NOT_READY' as const, 'LOGOUT' as const),
      reasonCode: fc.constantFrom(null, 1, 2, 28, systemReasons.connectionLost),
      by: fc.oneof(person, fc.constant(bySystem)),
    }),
  },
  fc.record({ type: fc.constant('cancelPending' as const), medium, by: person }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constantFrom('offer' as const, 'offer' as const, 'dial' as const),
      medium,
      interaction: interaction.map((part) => ({ ...call, ...part })),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'answer' as const,
        'answer' as const,
        'decline' as const,
        'hold' as const,
        'retrieve' as const,
        'end' as const,
      ),
      interactionId,
    }),
  },
  fc.record({ type: fc.constant('wrapUp' as const), interactionId, wrapUpCode: fc.constantFrom(null, 'sold', 'stolen') }),
  { weight: 3, arbitrary: fc.constant<AgentCommand>({ type: 'passTime' }) },
  { weight: 2, arbitrary: fc.constant<AgentCommand>({ type: 'loseConnection' }) },
  { weight: 2, arbitrary: sessionId.map((id): AgentCommand => ({ type: 'restore', sessionId: id })) },
  fc.constantFrom<AgentCommand[]>(
    { type: 'signOut', reasonCode: null, by: byAgent },
    { type: 'signOut', reasonCode: systemReasons.connectionLost, by: bySystem },
  ),
)

const steps = fc.array(fc.record({ command, afterMs: fc.constantFrom(0, 1, 5_000, 20_000, 60_000, 4_000_000) }), {
  maxLength: 60,
  size: 'max',
})
const someRules: fc.Arbitrary<AgentRules> = fc.record({
  reasonCodes: fc.constant(rules.reasonCodes),
  reasonRequired: fc.boolean(),
  ringMs: fc.constantFrom(20_000, 5_000),
  wrapUpMs: fc.constantFrom(0, 60_000),
  wrapUpThen: fc.constantFrom('READY' as const, 'NOT_READY' as const),
  wrapUpCodes: fc.constant(rules.wrapUpCodes),
})

type Told = { readonly event: AgentEvent; readonly at: number }

/** Carries steps out, looking at every agent on the way; tells what happened and who is left. */
function live(all: readonly { command: AgentCommand; afterMs: number }[], current: AgentRules, look: (...seen: Seen) => void) {
  let agent = createAgent('anna')
  let now = 1_000_000
  const told: Told[] = []
  for (const { command: each, afterMs } of all) {
    now += afterMs
    const before = agent
    const decision = decideAgent(before, each, { now, rules: current })
    const events = decision.ok ? decision.value : []
    for (const event of events) {
      agent = evolveAgent(agent, event, now)
      told.push({ event, at: now })
    }
    look(before, each, events, agent, now)
  }
  return { agent, told, now }
}
type Seen = [before: Agent, command: AgentCommand, events: readonly AgentEvent[], after: Agent, now: number]

function states(agent: Agent): readonly AgentState[] {
  return agent.states.map(({ state }) => state)
}

it('[AG2] the events replayed are the agent', () => {
  fc.assert(
    fc.property(steps, someRules, (all, current) => {
      const { agent, told } = live(all, current, () => {})
      const stored: readonly Told[] = JSON.parse(JSON.stringify(told))
      expect(stored.reduce((each, { event, at }) => evolveAgent(each, event, at), createAgent('anna'))).toEqual(agent)
    }),
  )
})

it('[AG2] the same command decides the same, and changes no input', () => {
  fc.assert(
    fc.property(steps, someRules, (all, current) => {
      live(all, current, (before, each, events, _after, now) => {
        const copy = structuredClone(before)
        const again = decideAgent(before, each, { now, rules: current })
        expect(again.ok ? again.value : []).toEqual(events)
        expect(before).toEqual(copy)
      })
    }),
    { numRuns: 40 },
  )
})

it('[AG1] every change of state that is told is a way of the table', () => {
  fc.assert(
    fc.property(steps, someRules, (all, current) => {
      const { told } = live(all, current, () => {})
      for (const { event, at } of told) {
        if (event.kind !== 'agent.stateChanged') continue
        const { previous, status } = event.data
        expect(mayGo(previous.state, status.state), `${previous.state} → ${status.state}`).toBe(true)
        expect(status.since).toBe(at)
      }
    }),
  )
})

it('[AG21] an interaction is there exactly while someone rings, talks or wraps up', () => {
  fc.assert(
    fc.property(steps, someRules, (all, current) => {
      live(all, current, (_before, _command, _events, after) => {
        for (const { state, interaction: current, pending } of after.states) {
          expect(current !== null).toBe(isRinging(state) || isTalking(state) || isWrappingUp(state))
          expect(current !== null && current.endedAt !== null).toBe(isWrappingUp(state))
          expect(current !== null && current.answeredAt !== null).toBe(isTalking(state) || isWrappingUp(state))
          if (current === null) expect(pending).toBeNull()
        }
        const ids = after.states.flatMap(({ interaction: each }) => (each === null ? [] : [each.id]))
        expect(new Set(ids).size).toBe(ids.length)
      })
    }),
  )
})

it('[AG44] behind a dead line nobody is READY, now or after the call', () => {
  fc.assert(
    fc.property(steps, someRules, (all, current) => {
      live(all, current, (_before, _command, _events, after) => {
        if (after.lost === null) return
        expect(states(after)).not.toContain('READY')
        for (const { interaction: each, pending } of after.states) {
          if (each !== null) expect(pending?.state).toMatch(/^(NOT_READY|LOGOUT)$/)
        }
      })
    }),
  )
})

it('[AG8] without a session there is no seat and no state but LOGOUT', () => {
  fc.assert(
    fc.property(steps, someRules, (all, current) => {
      live(all, current, (_before, _command, _events, after) => {
        if (after.sessionId !== null) return
        expect(after).toMatchObject({ extension: null, place: null })
        expect(states(after).every((state) => state === 'LOGOUT')).toBe(true)
      })
    }),
  )
})

it('[AG2] time in state never runs backwards, but for what a return gives back, and never lies in the future', () => {
  fc.assert(
    fc.property(steps, someRules, (all, current) => {
      live(all, current, (before, each, _events, after, now) => {
        for (const status of after.states) {
          expect(status.since).toBeLessThanOrEqual(now)
          const earlier = before.states.find(({ medium: id }) => id === status.medium)
          if (each.type === 'restore' || each.type === 'signIn' || earlier === undefined) continue
          expect(status.since).toBeGreaterThanOrEqual(earlier.since)
        }
      })
    }),
  )
})

it('[AG27] after passTime nothing is overdue', () => {
  fc.assert(
    fc.property(steps, someRules, (all, current) => {
      live(all, current, (_before, each, _events, after, now) => {
        if (each.type === 'passTime') expect(agentDueAt(after, current) ?? now + 1).toBeGreaterThan(now)
      })
    }),
  )
})

it('[AG41] loss and return, at any moment, leave the agent as they were', () => {
  fc.assert(
    fc.property(steps, someRules, fc.nat(4_000_000), (all, current, awayMs) => {
      const { agent, now } = live(all, current, () => {})
      fc.pre(agent.sessionId !== null && agent.lost === null)
      const lost = carry(agent, { type: 'loseConnection' }, now)
      expect(carry(lost, { type: 'restore', sessionId: agent.sessionId ?? '' }, now + awayMs)).toEqual(agent)
    }),
  )

  function carry(agent: Agent, each: AgentCommand, now: number): Agent {
    const decision = decideAgent(agent, each, { now, rules })
    return decision.ok ? decision.value.reduce((after, event) => evolveAgent(after, event, now), agent) : agent
  }
})
