import { type AgentCommand, type AgentRules, accepted, type Result } from '@hotseat/core'
import type { AgentDocument } from '@hotseat/protocol'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import { findEnd } from '../sign-on/find-end.ts'
import type { Transaction } from '../store/store.ts'
import type { Answer, Caller } from '../use-case.ts'
import { commandAgent } from './command-agent.ts'
import { showAgent } from './show-agent.ts'

/** What else must hold in the unit of work. */
type Check = (tx: Transaction) => Promise<Result<unknown>>
type Outcome = Promise<Result<Answer<AgentDocument>>>

/** Carries out what agents ask of themselves, while their session is live. */
export function createOwnAgent(deps: Deps, settings: TenantSettings) {
  return async (
    caller: Caller,
    command: AgentCommand,
    { check = async () => accepted(null), rules: own = {} }: { check?: Check; rules?: Partial<AgentRules> } = {},
  ): Outcome => {
    const { tenantId, member, session } = caller
    const { rules } = await settings.houseOf(tenantId, { userId: member.id, role: member.role })
    return deps.store.tenant(tenantId).transact(async (tx) => {
      const ended = await findEnd(tx, session.id)
      if (ended) return { ok: false, refusal: ended }
      const checked = await check(tx)
      if (!checked.ok) return checked
      const commanded = await commandAgent(tx, member.id, command, { ...rules, ...own }, { at: deps.clock.now(), by: member.id })
      return commanded.ok ? accepted({ document: showAgent(commanded.value) }) : commanded
    })
  }
}
