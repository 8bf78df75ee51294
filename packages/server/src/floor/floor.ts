import { accepted, isAgentRole, roles } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Handlers } from '../use-case.ts'
import { showFloorAgent } from './show-floor-agent.ts'

/** Every agent of the tenant. The head is read first, so the feed from `offset` on tells whatever is not in here yet. */
export function createFloor(deps: Deps): Handlers['floor'] {
  return async ({ caller }) => {
    const store = deps.store.tenant(caller.tenantId)
    const offset = await store.head()
    const agentRoles = roles.filter(isAgentRole)
    const [members, rows, sessions] = await Promise.all([
      Promise.all(agentRoles.map((role) => store.find('members', { where: { role, disabledAt: null } }))),
      store.find('agents'),
      store.find('sessions', { where: { endedAt: null } }),
    ])
    const agents = new Map(rows.map((row) => [row.userId, row]))
    const live = Map.groupBy(sessions, ({ userId }) => userId)
    return accepted({
      document: {
        offset,
        at: deps.clock.now(),
        agents: members
          .flat()
          .map((member) => showFloorAgent(member, agents.get(member.id), live.get(member.id) ?? []))
          .toSorted((a, b) => (a.username < b.username ? -1 : 1)),
      },
    })
  }
}
