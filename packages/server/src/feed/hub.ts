import { type FeedEvent, type Listener, maySeeEvent, type Role } from '@hotseat/core'
import type { Store } from '../store/store.ts'
import { encodeEvent } from './frames.ts'
import { createRecentEvents, type RecentEvents } from './recent-events.ts'

/** Someone who follows a tenant's feed. */
export type Follower = { readonly tenantId: string; readonly viewer: Listener; send(frame: string): void }

/** Hands each committed event to the followers who may see it. */
export type Hub = {
  /** The newest offset handed over; followers have everything up to it that they may see. */
  head(tenantId: string): number
  /** At most `limit` events newer than `after`, oldest first, from memory; null when the store must be asked. */
  recent(tenantId: string, after: number, limit: number): readonly FeedEvent[] | null
  /** From now on the follower is handed what is newer than `after`. */
  add(follower: Follower, after?: number): void
  remove(follower: Follower): void
  /** Hands a frame that is no event to everybody of one user who follows now, and is no recorder. */
  whisper(tenantId: string, userId: string, frame: string): void
  /** Hears every event of every tenant, before the followers do. */
  onEvent(listener: (tenantId: string, event: FeedEvent) => void): void
  close(): void
}

/** One tenant's followers, by role and by user. */
type Audience = {
  head: number
  readonly recent: RecentEvents
  readonly byRole: Map<Role, Followers>
  readonly byUser: Map<string, Followers>
}
/** Followers, each with the offset that it has read up to by itself. */
type Followers = Map<Follower, number>

/** Nobody's id: what such a viewer may see, everyone of the role may. */
const nobody = ''

/**
 * The one subscription of a node. In a storm everyone's return is everyone's event, so the rule is asked once a role
 * and not once a socket: 10,000 agents cost an event about them a look at six roles and at one user.
 */
export function createHub(store: Pick<Store, 'subscribe'>): Hub {
  const audiences = new Map<string, Audience>()
  const listeners = new Set<(tenantId: string, event: FeedEvent) => void>()

  const audienceOf = (tenantId: string): Audience => {
    const known = audiences.get(tenantId)
    if (known) return known
    const fresh = { head: 0, recent: createRecentEvents(), byRole: new Map(), byUser: new Map() }
    audiences.set(tenantId, fresh)
    return fresh
  }

  const unsubscribe = store.subscribe((tenantId, events) => {
    const audience = audienceOf(tenantId)
    for (const event of events) {
      audience.head = event.offset
      audience.recent.push(event)
      for (const listener of listeners) listener(tenantId, event)
      tell(audience, event)
    }
  })

  return {
    head: (tenantId) => audiences.get(tenantId)?.head ?? 0,
    recent: (tenantId, after, limit) => audiences.get(tenantId)?.recent.since(after, limit) ?? null,
    add(follower, after = 0) {
      const { byRole, byUser } = audienceOf(follower.tenantId)
      // What a role may see, a recorder of theirs need not (spec RC18).
      if (!isRecorder(follower)) put(byRole, follower.viewer.role, follower, after)
      put(byUser, follower.viewer.userId, follower, after)
    },
    remove(follower) {
      const { byRole, byUser } = audienceOf(follower.tenantId)
      take(byRole, follower.viewer.role, follower)
      take(byUser, follower.viewer.userId, follower)
    },
    whisper(tenantId, userId, frame) {
      for (const follower of audiences.get(tenantId)?.byUser.get(userId)?.keys() ?? [])
        if (!isRecorder(follower)) follower.send(frame)
    },
    onEvent: (listener) => void listeners.add(listener),
    close: unsubscribe,
  }
}

function isRecorder({ viewer }: Follower): boolean {
  return viewer.recorderSession !== undefined
}

function tell({ byRole, byUser }: Audience, event: FeedEvent): void {
  let frame: string | undefined
  const send = (follower: Follower, after: number) => {
    if (event.offset <= after) return
    frame ??= encodeEvent(event)
    follower.send(frame)
  }
  const told = new Set<Role>()
  for (const [role, followers] of byRole) {
    if (!maySeeEvent(event, { userId: nobody, role })) continue
    told.add(role)
    for (const [follower, after] of followers) send(follower, after)
  }
  for (const userId of subjectsOf(event))
    for (const [follower, after] of byUser.get(userId) ?? [])
      if ((isRecorder(follower) || !told.has(follower.viewer.role)) && maySeeEvent(event, follower.viewer)) send(follower, after)
}

/** The users whom the rule can single out: whom the event is about, and whose level a preference was set at. */
function subjectsOf(event: FeedEvent): ReadonlySet<string> {
  const subjects = new Set<string>()
  if (event.userId !== null) subjects.add(event.userId)
  const isPreference = event.kind === 'preference.changed' || event.kind === 'preference.reset'
  if (isPreference && event.data.level.startsWith('user:')) subjects.add(event.data.level.slice('user:'.length))
  return subjects
}

function put<K>(map: Map<K, Followers>, key: K, follower: Follower, after: number): void {
  const followers = map.get(key) ?? new Map<Follower, number>()
  map.set(key, followers.set(follower, after))
}

function take<K>(map: Map<K, Followers>, key: K, follower: Follower): void {
  const followers = map.get(key)
  followers?.delete(follower)
  if (followers?.size === 0) map.delete(key)
}
