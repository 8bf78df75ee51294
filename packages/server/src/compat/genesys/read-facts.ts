import type { AdapterParts } from '../adapter.ts'
import { requireAnswer } from '../require-answer.ts'
import type { Admitted } from './admit.ts'
import type { UserFacts } from './encode-user.ts'

/** Reads what the caller's documents are told from. */
export async function readFacts({ perform, deps, own }: AdapterParts, { caller, facts }: Admitted): Promise<UserFacts> {
  const { tenantId, member } = caller
  const [session, desk, account] = await Promise.all([
    perform('session', caller, {}, facts).then(requireAnswer),
    perform('desk', caller, {}, facts).then(requireAnswer),
    deps.store.system.get('accounts', { id: member.id }),
  ])
  const email = account?.email ?? null
  return { tenantId, member, email, agent: session.agent, number: member.extension, desk, origin: own.main() }
}
