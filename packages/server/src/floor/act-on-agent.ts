import { accepted, isAgentRole, type Result, refused } from '@hotseat/core'
import { commandAgent } from '../agent/command-agent.ts'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import { endSessionsOf } from '../sign-on/end-sessions-of.ts'
import { liveSessionsOf } from '../sign-on/live-sessions-of.ts'
import type { TenantReader } from '../store/store.ts'
import type { MemberRow } from '../store/tables.ts'
import type { Handlers } from '../use-case.ts'
import { showFloorAgent } from './show-floor-agent.ts'

/** What a supervisor does to an agent: set a state, sign out, send a line. Every event says who did it. */
export function createFloorActs(
  deps: Deps,
  settings: TenantSettings,
): Pick<Handlers, 'forceState' | 'forceSignOut' | 'messageAgent'> {
  return {
    forceState: async ({ caller, params, body }) => {
      const store = deps.store.tenant(caller.tenantId)
      const member = await requireAgent(store, params.id)
      if (!member.ok) return member
      const { id, role } = member.value
      const { rules } = await settings.houseOf(caller.tenantId, { userId: id, role })
      return store.transact(async (tx) => {
        const by = { kind: 'supervisor', userId: caller.member.id } as const
        const { medium, state, reasonCode = null } = body
        const meta = { at: deps.clock.now(), by: by.userId }
        const commanded = await commandAgent(tx, id, { type: 'setState', medium, state, reasonCode, by }, rules, meta)
        if (!commanded.ok) return commanded
        const row = await tx.get('agents', { userId: id })
        return accepted({ document: showFloorAgent(member.value, row, await liveSessionsOf(tx, id)) })
      })
    },

    forceSignOut: async ({ caller, params, body }) => {
      const store = deps.store.tenant(caller.tenantId)
      const member = await requireAgent(store, params.id)
      if (!member.ok) return member
      const { id } = member.value
      const reasonCode = body.reasonCode ?? null
      return store.transact(async (tx) => {
        const reason = reasonCode === null ? undefined : await tx.get('reasonCodes', { id: `LOGOUT:${reasonCode}` })
        if (reasonCode !== null && reason?.disabledAt !== null) return refused('agent.reasonUnknown', { field: 'reasonCode' })
        if ((await liveSessionsOf(tx, id)).length === 0) return refused('agent.notSignedIn')
        await endSessionsOf(tx, id, 'bySupervisor', { at: deps.clock.now(), by: caller.member.id }, { reasonCode })
        return accepted({ document: { done: true } })
      })
    },

    messageAgent: async ({ caller, params, body }) => {
      const store = deps.store.tenant(caller.tenantId)
      const member = await requireAgent(store, params.id)
      if (!member.ok) return member
      return store.transact(async (tx) => {
        const row = await tx.get('agents', { userId: params.id })
        if (!row || row.agent.sessionId === null) return refused('agent.notSignedIn')
        const data = { text: body.text, from: caller.member.name }
        const meta = { at: deps.clock.now(), by: caller.member.id }
        await tx.emit({ kind: 'agent.messaged', userId: params.id, data }, meta)
        return accepted({ document: { done: true } })
      })
    },
  }
}

async function requireAgent(store: TenantReader, id: string): Promise<Result<MemberRow>> {
  const member = await store.get('members', { id })
  return member && isAgentRole(member.role) ? accepted(member) : refused('object.unknown')
}
