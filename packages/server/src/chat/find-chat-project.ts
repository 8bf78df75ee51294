import { accepted, type Result, refused } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { ChatProjectRow } from '../store/tables.ts'
import { mayShowChat } from './may-show-chat.ts'

/** Which chat a page asks for, and which page it is. */
export type ChatDoor = { readonly tenant: string; readonly project: string; readonly origin: string }

/**
 * The project, if the page may show it. Any other page hears the same whatever there is, and nothing is looked at for it, so that
 * neither the answer nor its time tells (spec CT10, S-09).
 */
export async function findChatProject(
  deps: Pick<Deps, 'store' | 'demo'>,
  { tenant: tenantId, project: id, origin }: ChatDoor,
): Promise<Result<ChatProjectRow>> {
  const tenant = await deps.store.system.get('tenants', { id: tenantId })
  const isOpen = tenant !== undefined && tenant.suspendedAt === null
  const project = isOpen ? await deps.store.tenant(tenantId).get('chatProjects', { id }) : undefined
  if (!mayShowChat(deps, project, origin)) return refused('chat.origin')
  return project === undefined || project.disabledAt !== null ? refused('chat.project') : accepted(project)
}
