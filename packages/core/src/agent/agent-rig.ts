import type { Actor, Agent, Interaction, MediumStatus } from './agent.ts'
import type { AgentCommand, AgentEvent, AgentRules } from './agent-command.ts'
import { decideAgent } from './decide-agent.ts'
import { createAgent, evolveAgent } from './evolve-agent.ts'

/** What the tests of the agent share: rules with round numbers, and a desk that carries commands out. */
export const rules: AgentRules = {
  reasonCodes: [
    { category: 'NOT_READY', code: 1 },
    { category: 'NOT_READY', code: 2 },
    { category: 'LOGOUT', code: 28 },
  ],
  reasonRequired: true,
  ringMs: 20_000,
  wrapUpMs: 60_000,
  wrapUpThen: 'READY',
  wrapUpCodes: ['sold'],
}

export const byAgent: Actor = { kind: 'agent', userId: 'anna' }
export const bySupervisor: Actor = { kind: 'supervisor', userId: 'sam' }
export const bySystem: Actor = { kind: 'system', userId: null }

export const call: Interaction = {
  id: 'call-1',
  direction: 'inbound',
  campaign: 'inbound-support',
  party: '+49 30 1234',
  offeredAt: 0,
  answeredAt: null,
  endedAt: null,
}

export const signIn = {
  type: 'signIn',
  sessionId: 'session-1',
  extension: '5001',
  place: 'desk-01',
  campaigns: ['inbound-support'],
  media: ['voice', 'chat'],
} as const satisfies AgentCommand

/** A change of state on voice, asked by the agent unless told. */
export function setState(
  state: 'READY' | 'NOT_READY' | 'LOGOUT',
  reasonCode: number | null = null,
  by: Actor = byAgent,
): AgentCommand {
  return { type: 'setState', medium: 'voice', state, reasonCode, by }
}

/** What a call goes through, as commands on `call-1`. */
export const offer: AgentCommand = { type: 'offer', medium: 'voice', interaction: call }
export const act = (type: 'answer' | 'decline' | 'hold' | 'retrieve' | 'end'): AgentCommand => ({ type, interactionId: 'call-1' })
export const wrapUp = (wrapUpCode: string | null = null): AgentCommand => ({
  type: 'wrapUp',
  interactionId: 'call-1',
  wrapUpCode,
})

/** One agent, one clock. `do` carries out what must be accepted; `ask` tells the refusal's code, or null. */
export function createDesk(changed: Partial<AgentRules> = {}) {
  const current = { ...rules, ...changed }
  let agent: Agent = createAgent('anna')
  let now = 1_000_000

  const decide = (command: AgentCommand) => decideAgent(agent, command, { now, rules: current })
  return {
    get agent(): Agent {
      return agent
    },
    get now(): number {
      return now
    },
    get voice(): MediumStatus {
      const status = agent.states.find(({ medium }) => medium === 'voice')
      if (status === undefined) throw new Error('the agent has no voice')
      return status
    },
    pass(durationMs: number): void {
      now += durationMs
    },
    do(...commands: readonly AgentCommand[]): readonly AgentEvent[] {
      return commands.flatMap((command) => {
        const decision = decide(command)
        if (!decision.ok) throw new Error(`${command.type} was refused: ${decision.refusal.code}`)
        for (const event of decision.value) agent = evolveAgent(agent, event, now)
        return decision.value
      })
    },
    ask(command: AgentCommand): string | null {
      const decision = decide(command)
      return decision.ok ? null : decision.refusal.code
    },
  }
}

/** A desk whose agent is READY on voice. */
export function readyDesk(changed: Partial<AgentRules> = {}) {
  const desk = createDesk(changed)
  desk.do(signIn, setState('READY'))
  return desk
}
