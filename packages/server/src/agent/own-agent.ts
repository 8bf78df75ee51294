import { accepted, type AgentCommand, type Result, refused } from '@hotseat/core'
import type { AgentDocument } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import type { Answer, Caller } from '../use-case.ts'
import { commandAgent } from './command-agent.ts'
import { showAgent } from './show-agent.ts'

/** Carries out what agents ask of themselves, in the session that carries their work and no other. */
export function createOwnAgent(deps: Deps, settings: TenantSettings) {
  return async (caller: Caller, command: AgentCommand): Promise<Result<Answer<AgentDocument>>> => {
    const { tenantId, member, session } = caller
    const rules = await settings.rulesOf(tenantId, { userId: member.id, role: member.role })
    return deps.store.tenant(tenantId).transact(async (tx) => {
      const row = await tx.get('agents', { userId: member.id })
      if (row?.agent.sessionId !== session.id) return refused('agent.notSignedIn')
      const commanded = await commandAgent(tx, member.id, command, rules, { at: deps.clock.now(), by: member.id })
      return commanded.ok ? accepted({ document: showAgent(commanded.value) }) : commanded
    })
  }
}
