import type { Agent, FeedEvent } from '@hotseat/core'
import type { SimRequest } from '../log.ts'
import { firstOf, type Invariant, type View } from './invariant.ts'

/** The parts of acknowledged documents that are promises. */
type Promised = {
  readonly session?: { readonly id: string }
  readonly states?: Agent['states']
  readonly campaigns?: readonly string[]
  readonly version?: number
  readonly offset?: number
}

/** I1: what was acknowledged is committed, stays in the feed, and outlives every crash. */
export function createAcknowledged({ mirror }: View): Invariant {
  const started = new Set<string>()
  const ended = new Set<string>()
  const statuses = new Map<string, Set<string>>()
  const campaigns = new Map<string, Set<string>>()
  const passwords = new Set<string>()
  const heads = new Map(mirror.tenants().map((tenantId) => [tenantId, mirror.events(tenantId).at(-1)?.offset ?? 0]))

  function note(map: Map<string, Set<string>>, userId: string, value: unknown): void {
    const known = map.get(userId) ?? new Set()
    map.set(userId, known.add(stable(value)))
  }

  function noteAgent(userId: string, agent: Agent): void {
    for (const status of agent.states) note(statuses, userId, status)
    note(campaigns, userId, agent.campaigns)
  }

  function commit(tenantId: string, event: FeedEvent): string | null {
    const head = heads.get(tenantId) ?? 0
    if (event.offset !== head + 1)
      return `the feed of ${tenantId} went from #${head} to #${event.offset}: something committed was lost`
    heads.set(tenantId, event.offset)
    const userId = event.userId ?? ''
    switch (event.kind) {
      case 'session.started':
      case 'session.resumed':
        started.add(event.data.sessionId)
        break
      case 'session.ended':
        ended.add(event.data.sessionId)
        break
      case 'password.changed':
        passwords.add(userId)
        break
      case 'agent.signedIn':
      case 'agent.lost':
      case 'agent.restored':
        noteAgent(userId, event.data.agent)
        break
      case 'agent.stateChanged':
      case 'agent.pendingChanged':
        note(statuses, userId, event.data.status)
        break
      case 'agent.campaignsChanged':
        note(campaigns, userId, event.data.campaigns)
        break
    }
    return null
  }

  function statesAreCommitted(userId: string, states: Agent['states'] | undefined): string | null {
    return firstOf(states ?? [], (status) =>
      statuses.get(userId)?.has(stable(status))
        ? null
        : `${userId} was told ${status.medium} ${status.state}, which was never committed`,
    )
  }

  function acknowledge(request: SimRequest, document: Promised): string | null {
    const { name, caller, params } = request
    const userId = caller?.userId ?? ''
    switch (name) {
      case 'signIn':
      case 'resume':
        return started.has(document.session?.id ?? '') ? null : `${name} of ${request.who} was acknowledged, not committed`
      case 'signOut':
        return ended.has(caller?.sessionId ?? '') ? null : `sign-out of ${request.who} was acknowledged, not committed`
      case 'setState':
      case 'cancelPending':
      case 'actOnInteraction':
        return statesAreCommitted(userId, document.states)
      case 'forceState':
        return statesAreCommitted(String(params.id), document.states)
      case 'setCampaigns':
        return campaigns.get(userId)?.has(stable(document.campaigns)) ? null : `campaigns of ${userId} were never committed`
      case 'saveNote': {
        const version = mirror.get(caller?.tenantId ?? '', 'notes', userId)?.version ?? 0
        return version >= (document.version ?? 0) ? null : `note ${document.version} of ${userId} was never committed`
      }
      case 'changePassword':
        return passwords.has(userId) ? null : `the new password of ${userId} was never committed`
      default:
        return null
    }
  }

  return {
    id: 'I1',
    see(entry) {
      if (entry.kind === 'server' && entry.what === 'forgot') return `a restart found ${entry.detail}`
      if (entry.kind === 'committed') return commit(entry.tenantId, entry.event)
      // A result that is ok carries the document of its operation.
      if (entry.kind === 'served' && entry.result.ok) return acknowledge(entry.request, documentOf(entry.result.value))
      return null
    },
    audit: () =>
      firstOf(ended, (sessionId) => {
        const row = mirror.get(sessionId.slice(0, sessionId.lastIndexOf('.')), 'sessions', sessionId)
        return row?.endedAt === null ? `session ${sessionId} ended and lives again` : null
      }),
  }
}

function documentOf(value: unknown): Promised {
  return typeof value === 'object' && value !== null && 'document' in value ? (value.document as Promised) : {}
}

/** JSON whose members stand in a fixed order. */
function stable(value: unknown): string {
  return JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  )
}
