import { requireAnswer } from '../require-answer.ts'
import type { Admitted } from './admit.ts'
import type { GenesysParts } from './desk-lists.ts'
import type { UserFacts } from './encode-user.ts'

/** Reads what the caller's documents are told from. */
export async function readFacts({ perform, deps, own, lists }: GenesysParts, who: Admitted): Promise<UserFacts> {
  const { caller, facts } = who
  const { tenantId, member } = caller
  const [session, desk, account] = await Promise.all([
    perform('session', caller, {}, facts).then(requireAnswer),
    lists(who),
    deps.store.system.get('accounts', { id: member.id }),
  ])
  const email = account?.email ?? null
  return { tenantId, member, email, agent: session.agent, number: member.extension, desk, origin: own.main() }
}
