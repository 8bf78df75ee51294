import type { Deps } from '../deps.ts'
import { mayShowChat } from './may-show-chat.ts'

/** The web sites of all chat projects, in memory: a preflight names no project and reads no store (spec CU2). */
export type ProjectOrigins = {
  /** Whether any project lets the origin in: before the project is known. */
  has(origin: string): boolean
  close(): void
}

/** Loads what the projects list and follows it by the feed, whichever node changed one. */
export async function createProjectOrigins(deps: Pick<Deps, 'store' | 'demo'>): Promise<ProjectOrigins> {
  const { store } = deps
  const lists = new Map<string, ReadonlySet<string>>()
  const newest = new Map<string, symbol>()

  /** Of two loads of a tenant the one that began later counts, whichever ends first. */
  async function load(tenantId: string): Promise<void> {
    const mine = Symbol(tenantId)
    newest.set(tenantId, mine)
    const projects = await store.tenant(tenantId).find('chatProjects', { where: { disabledAt: null } })
    if (newest.get(tenantId) === mine) lists.set(tenantId, new Set(projects.flatMap(({ allowedOrigins }) => allowedOrigins)))
  }

  const close = store.subscribe((tenantId, events) => {
    const isChanged = events.some((event) => event.kind === 'settings.changed' && event.data.kind === 'chatProject')
    // What cannot be read now stays as it was; who really may call is asked of the store at every call.
    if (isChanged) void load(tenantId).catch(() => undefined)
  })
  for (const { id } of await store.system.find('tenants')) await load(id)

  return {
    has: (origin) => mayShowChat(deps, undefined, origin) || [...lists.values()].some((list) => list.has(origin)),
    close,
  }
}
