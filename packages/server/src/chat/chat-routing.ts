import type { FeedEvent } from '@hotseat/core'
import type { Deps } from '../deps.ts'
import type { TenantSettings } from '../preferences/tenant-settings.ts'
import { chatMedium } from './chat-medium.ts'
import { routeChats } from './route.ts'

/** However quiet a tenant's chats are, they are looked at so often: should a word of a change never have reached this node. */
const anywayMs = 60_000
/** A look that took longer is not followed by another one at once. */
const longLookMs = 20
/** What was finished before this process began is read from so many events. */
const rememberedFinishes = 500

/** Looks at tenants' chats when something can have changed (spec CH16). */
export type ChatRouting = {
  /** Looks if there is a reason to; to be called each second. */
  pass(tenantId: string): Promise<void>
  /** From now on a change is looked at as soon as it is told, without waiting for the second. */
  startAtOnce(onFault: (error: unknown) => void): void
  close(): void
}

type Desk = {
  /** Something has changed since the last look. */
  isDue: boolean
  /** Nothing was there at the last look: what agents do bears on nothing. */
  isQuiet: boolean
  /** No agent was free at the last look: who begins to wait bears on nothing. */
  isFull: boolean
  lookAt: number
  /** Until then only the tick looks. */
  restUntil: number
  running: Promise<void> | null
  /** When agents last finished a conversation. */
  finishedAt: Map<string, number> | null
}

export function createChatRouting(deps: Pick<Deps, 'store' | 'clock'>, settings: TenantSettings): ChatRouting {
  const { store, clock } = deps
  const desks = new Map<string, Desk>()
  let atOnce: ((error: unknown) => void) | null = null

  const deskOf = (tenantId: string): Desk => {
    const known = desks.get(tenantId)
    if (known) return known
    const fresh: Desk = { isDue: true, isQuiet: false, isFull: false, lookAt: 0, restUntil: 0, running: null, finishedAt: null }
    desks.set(tenantId, fresh)
    return fresh
  }

  const unsubscribe = store.subscribe((tenantId, events) => {
    const desk = deskOf(tenantId)
    for (const event of events) {
      if (isFinish(event) && event.userId !== null) desk.finishedAt?.set(event.userId, event.at)
      if (event.kind.startsWith('conversation.') ? isOfQueues(event, desk) : !desk.isQuiet && isOfAgents(event)) desk.isDue = true
    }
    if (desk.isDue && atOnce !== null && clock.now() >= desk.restUntil) void look(tenantId, desk).catch(atOnce)
  })

  /** One look at a time; what is told meanwhile is looked at afterwards. */
  function look(tenantId: string, desk: Desk): Promise<void> {
    desk.running ??= run(tenantId, desk).finally(() => {
      desk.running = null
    })
    return desk.running
  }

  async function run(tenantId: string, desk: Desk): Promise<void> {
    while (desk.isDue) {
      // What happens during the look may be newer than what it reads.
      desk.isDue = false
      desk.isQuiet = false
      desk.isFull = false
      try {
        desk.finishedAt ??= await readFinishes(tenantId)
        const startedAt = clock.now()
        const { isQuiet, isFull, lookAt } = await routeChats(deps, settings, tenantId, desk.finishedAt)
        desk.isQuiet = isQuiet
        desk.isFull = isFull
        desk.lookAt = Math.min(lookAt ?? Infinity, clock.now() + anywayMs)
        // In a storm of changes a look at thousands of agents takes its time: then each second is often enough.
        if (clock.now() - startedAt > longLookMs) {
          desk.restUntil = 2 * clock.now() - startedAt
          return
        }
      } catch (error) {
        // The next second tries again.
        desk.lookAt = 0
        throw error
      }
    }
  }

  async function readFinishes(tenantId: string): Promise<Map<string, number>> {
    const query = { kind: 'conversation.wrappedUp', newestFirst: true, limit: rememberedFinishes } as const
    const events = await store.tenant(tenantId).events(query)
    return new Map(events.toReversed().flatMap(({ userId, at }) => (userId === null ? [] : [[userId, at] as const])))
  }

  return {
    async pass(tenantId) {
      const desk = deskOf(tenantId)
      if (desk.lookAt <= clock.now()) desk.isDue = true
      if (desk.isDue || desk.running !== null) await look(tenantId, desk)
    },
    startAtOnce(onFault) {
      atOnce = onFault
    },
    close: unsubscribe,
  }
}

/** What ends a conversation for its agent. */
function isFinish({ kind }: FeedEvent): boolean {
  return kind === 'conversation.wrappedUp' || kind === 'conversation.transferred' || kind === 'conversation.requeued'
}

/** What happens to conversations, as far as offers depend on it. */
function isOfQueues({ kind }: FeedEvent, { isFull }: Desk): boolean {
  return kind !== 'conversation.marked' && !(isFull && kind === 'conversation.started')
}

/** What agents do, and what is set, as far as offers depend on it. */
function isOfAgents(event: FeedEvent): boolean {
  switch (event.kind) {
    case 'agent.stateChanged':
      return event.data.status.medium === chatMedium
    case 'agent.signedIn':
    case 'agent.signedOut':
    case 'agent.lost':
    case 'agent.restored':
    case 'agent.campaignsChanged':
      return true
    case 'settings.changed':
      return event.data.kind === 'medium' || event.data.kind === 'chatProject'
    case 'preference.changed':
    case 'preference.reset':
      return event.data.key === 'chat.lostAgentMs'
    default:
      return false
  }
}
