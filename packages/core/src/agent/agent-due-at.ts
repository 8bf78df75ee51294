import type { Agent, MediumStatus } from './agent.ts'
import type { AgentRules } from './agent-command.ts'
import { isRinging, isWrappingUp } from './transitions.ts'

/** When time alone changes this medium next (epoch ms): the ring or the wrap-up is over. Null: never. */
export function mediumDueAt(status: MediumStatus, rules: AgentRules): number | null {
  if (isRinging(status.state)) return status.since + rules.ringMs
  if (isWrappingUp(status.state)) return status.since + rules.wrapUpMs
  return null
}

/** When `passTime` next has something to do for the agent (epoch ms). Null: nothing is running. */
export function agentDueAt(agent: Agent, rules: AgentRules): number | null {
  return agent.states.reduce<number | null>((earliest, status) => {
    const dueAt = mediumDueAt(status, rules)
    return dueAt === null ? earliest : Math.min(dueAt, earliest ?? dueAt)
  }, null)
}
