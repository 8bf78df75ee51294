import { accepted, type Result } from '../result.ts'
import type { Agent } from './agent.ts'
import type { AgentContext, AgentEvent } from './agent-command.ts'
import { mediumDueAt } from './agent-due-at.ts'
import { finishWrapUp, missRing } from './decide-interaction.ts'
import { isRinging } from './transitions.ts'

/** Lets happen what is due by now: a ring that nobody answered, a wrap-up whose time is over. */
export function decidePassTime(agent: Agent, { now, rules }: AgentContext): Result<readonly AgentEvent[]> {
  return accepted(
    agent.states.flatMap((status) => {
      const dueAt = mediumDueAt(status, rules)
      if (dueAt === null || now < dueAt) return []
      return isRinging(status.state) ? missRing(agent, status, 'notAnswered', now) : finishWrapUp(agent, status, null, now)
    }),
  )
}
