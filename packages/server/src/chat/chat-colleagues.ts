import { accepted } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { Caller, Handlers } from '../use-case.ts'
import { isAtChat } from './is-at-chat.ts'

/** Who is at work on the chat besides the caller, with how many conversations they have: whoever has fewest comes first. */
export async function chatColleagues(
  { store }: Pick<Deps, 'store'>,
  { tenantId, member }: Caller,
): ReturnType<Handlers['chatColleagues']> {
  const tenant = store.tenant(tenantId)
  const [agents, ...taken] = await Promise.all([
    tenant.find('agents'),
    tenant.find('conversations', { where: { state: 'open' } }),
    tenant.find('conversations', { where: { state: 'wrapUp' } }),
  ])
  const dialogs = Map.groupBy(taken.flat(), ({ agentId }) => agentId)
  const there = agents.filter(({ userId, agent }) => userId !== member.id && isAtChat(agent))
  const colleagues = await Promise.all(
    there.map(async ({ userId, agent }) => {
      const name = (await tenant.get('members', { id: userId }))?.name ?? userId
      return { userId, name, dialogs: dialogs.get(userId)?.length ?? 0, campaigns: [...agent.campaigns] }
    }),
  )
  const sorted = colleagues.toSorted((a, b) => a.dialogs - b.dialogs || (a.name < b.name ? -1 : 1))
  return accepted({ document: { colleagues: sorted } })
}
