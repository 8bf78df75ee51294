import { byWait, type Conversation, campaignsOf } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { isAtChat } from './is-at-chat.ts'
import { createWaitingList, type WaitingList } from './waiting-list.ts'

/** How a customer's wait is told (spec CH17). */
export type Place = { readonly ahead: number; readonly isStaffed: boolean }

/** Where conversations stand in their queues; what is told may be a second old. */
export type Queues = {
  placeOf(tenantId: string, conversation: Conversation): Promise<Place | null>
  /** One of those that wait, if it did at the last look. */
  find(tenantId: string, conversationId: string): Promise<Conversation | undefined>
  close(): void
}

type Seen = { readonly at: number; readonly queue: Promise<Queue> }
/** Who waits for the agents of the same campaigns, in the order in which they are served. */
type Line = { readonly campaigns: readonly string[]; readonly waiting: readonly Conversation[] }
type Queue = {
  readonly waiting: ReadonlyMap<string, Conversation>
  readonly lines: readonly Line[]
  readonly staffed: ReadonlySet<string>
  readonly projects: ReadonlyMap<string, readonly string[]>
}

const freshMs = 1_000

/** Looks at a tenant's queues at most once a second, and puts them in order then: a place costs next to nothing, however many wait. */
export function createQueues({ store, clock }: Pick<Deps, 'store' | 'clock'>): Queues {
  const lists = new Map<string, WaitingList>()
  const seen = new Map<string, Seen>()
  const close = store.subscribe((tenantId, events) => lists.get(tenantId)?.onEvents(events))

  function listOf(tenantId: string): WaitingList {
    const known = lists.get(tenantId)
    if (known) return known
    const list = createWaitingList(store.tenant(tenantId))
    lists.set(tenantId, list)
    return list
  }

  async function readQueue(tenantId: string): Promise<Queue> {
    const tenant = store.tenant(tenantId)
    const [waiting, agents, rows] = await Promise.all([
      listOf(tenantId).read(),
      tenant.find('agents'),
      tenant.find('chatProjects', { where: { disabledAt: null } }),
    ])
    const projects = new Map(rows.map(({ id, campaigns }) => [id, campaigns]))
    const staffed = new Set(agents.flatMap(({ agent }) => (isAtChat(agent) ? agent.campaigns : [])))
    return { waiting, projects, staffed, lines: [...linesOf([...waiting.values()], projects)] }
  }

  function look(tenantId: string): Promise<Queue> {
    const now = clock.now()
    const last = seen.get(tenantId)
    if (last !== undefined && now - last.at < freshMs) return last.queue
    const queue = readQueue(tenantId)
    seen.set(tenantId, { at: now, queue })
    queue.catch(() => seen.delete(tenantId))
    return queue
  }

  return {
    async placeOf(tenantId, conversation) {
      if (conversation.waitingSince === null) return null
      const { lines, staffed, projects } = await look(tenantId)
      const campaigns = campaignsIn(projects, conversation)
      // Who waits for some of the same agents stands in the same queue.
      const others = lines.filter((line) => line.campaigns.some((id) => campaigns.includes(id)))
      const ahead = others.reduce((sum, { waiting }) => sum + countAhead(waiting, conversation), 0)
      return { ahead, isStaffed: campaigns.some((id) => staffed.has(id)) }
    },
    find: async (tenantId, id) => (await look(tenantId)).waiting.get(id),
    close,
  }
}

function linesOf(all: readonly Conversation[], projects: Queue['projects']): Iterable<Line> {
  const lines = new Map<string, { readonly campaigns: readonly string[]; readonly waiting: Conversation[] }>()
  for (const conversation of all.toSorted(byWait)) {
    const campaigns = campaignsIn(projects, conversation)
    const name = JSON.stringify(campaigns)
    const line = lines.get(name) ?? { campaigns, waiting: [] }
    lines.set(name, line)
    line.waiting.push(conversation)
  }
  return lines.values()
}

function campaignsIn(projects: Queue['projects'], conversation: Conversation): readonly string[] {
  return campaignsOf(conversation, projects.get(conversation.projectId) ?? [])
}

/** How many of the line come first: by halves, also for one who came after the look. */
function countAhead(line: readonly Conversation[], conversation: Conversation): number {
  let from = 0
  let to = line.length
  while (from < to) {
    const middle = (from + to) >> 1
    const other = line[middle]
    if (other !== undefined && byWait(other, conversation) < 0) from = middle + 1
    else to = middle
  }
  return from
}
