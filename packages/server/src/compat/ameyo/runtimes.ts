import { mayDo } from '@hotseat/core'
import type { AdapterParts, VendorRoute } from '../adapter.ts'
import { requireAnswer } from '../require-answer.ts'
import type { Admit } from './admit.ts'
import { type AmeyoCall, route } from './route.ts'
import { type Runtime, showRuntime } from './runtime.ts'

/** `GET cc/userCCRuntimes`: every agent at work for who sees the floor, oneself for an agent. */
export function runtimesRoute({ perform, deps }: AdapterParts, admit: Admit): VendorRoute {
  return route(admit, 'GET', 'cc/userCCRuntimes', (call) =>
    mayDo(call.caller.member.role, 'floor.see') ? showFloor(call) : showOneself(call),
  )

  async function showFloor({ caller, facts }: AmeyoCall): Promise<readonly Runtime[]> {
    const store = deps.store.tenant(caller.tenantId)
    const { agents } = requireAnswer(await perform('floor', caller, {}, facts))
    const live = await store.find('sessions', { where: { endedAt: null } })
    // Where an agent has one of this API it is the one that is meant.
    const ordered = live.toSorted((a, b) => Number(a.application === 'ameyo') - Number(b.application === 'ameyo'))
    const sessions = new Map(ordered.map((row) => [row.userId, row]))
    const working = agents.filter(({ presence }) => presence !== 'out')
    return Promise.all(
      working.map((agent) => {
        const session = sessions.get(agent.id)
        const shown = { userId: agent.username, sessionId: session?.id ?? null, startTime: session?.startedAt ?? null }
        return showRuntime(store, agent, shown)
      }),
    )
  }

  async function showOneself({ caller, facts }: AmeyoCall): Promise<readonly Runtime[]> {
    const { agent, session, user } = requireAnswer(await perform('session', caller, {}, facts))
    if (agent === null) return []
    const shown = { userId: user.username, sessionId: session.id, startTime: session.startedAt }
    return [await showRuntime(deps.store.tenant(caller.tenantId), agent, shown)]
  }
}
