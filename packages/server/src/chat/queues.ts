import { type Agent, byWait, type Conversation } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { TenantReader } from '../store/store.ts'
import { chatMedium } from './chat-medium.ts'

/** How a customer's wait is told (spec CH17). */
export type Place = { readonly ahead: number; readonly isStaffed: boolean }

/** Where conversations stand in their queues; what is told may be a second old. */
export type Queues = { placeOf(tenantId: string, conversation: Conversation): Promise<Place | null> }

type Seen = { readonly at: number; readonly queue: Promise<Queue> }
/** Who waits in a campaign, in the order in which they are served. */
type Line = readonly Conversation[]
type Queue = { readonly lines: ReadonlyMap<string, Line>; readonly staffed: ReadonlySet<string> }

const freshMs = 1_000

/** Looks at a tenant's queues at most once a second, and puts them in order then: a place costs next to nothing, however many wait. */
export function createQueues({ store, clock }: Pick<Deps, 'store' | 'clock'>): Queues {
  const seen = new Map<string, Seen>()

  function look(tenantId: string): Promise<Queue> {
    const now = clock.now()
    const last = seen.get(tenantId)
    if (last !== undefined && now - last.at < freshMs) return last.queue
    const queue = readQueue(store.tenant(tenantId))
    seen.set(tenantId, { at: now, queue })
    queue.catch(() => seen.delete(tenantId))
    return queue
  }

  return {
    async placeOf(tenantId, conversation) {
      if (conversation.waitingSince === null) return null
      const { lines, staffed } = await look(tenantId)
      const ahead = countAhead(lines.get(conversation.campaign) ?? [], conversation)
      return { ahead, isStaffed: staffed.has(conversation.campaign) }
    },
  }
}

async function readQueue(reader: Pick<TenantReader, 'find'>): Promise<Queue> {
  const [waiting, offered, agents] = await Promise.all([
    reader.find('conversations', { where: { state: 'waiting' } }),
    reader.find('conversations', { where: { state: 'offered' } }),
    reader.find('agents'),
  ])
  const staffed = new Set(agents.flatMap(({ agent }) => (isAtChat(agent) ? agent.campaigns : [])))
  const inOrder = [...waiting, ...offered].map(({ conversation }) => conversation).toSorted(byWait)
  return { lines: Map.groupBy(inOrder, ({ campaign }) => campaign), staffed }
}

/** Whether the agent is at work on the chat, ready or not. */
export function isAtChat({ sessionId, lost, states }: Agent): boolean {
  const status = states.find(({ medium }) => medium === chatMedium)
  return sessionId !== null && lost === null && status !== undefined && status.state !== 'LOGOUT'
}

/** How many of the line come first: by halves, also for one who came after the look. */
function countAhead(line: Line, conversation: Conversation): number {
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
