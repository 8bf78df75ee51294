import type { AddressInfo } from 'node:net'
import type { OperationName } from '@hotseat/protocol'
import type { FastifyInstance } from 'fastify'
import type { Logger } from 'pino'
import { createProjectOrigins } from './chat/project-origins.ts'
import type { Whispers } from './chat/whispers.ts'
import type { Adapter, CreateAdapter } from './compat/adapter.ts'
import { publishedApis } from './compat/adapters.ts'
import { createClientAddress } from './compat/client-address.ts'
import { createFindNamedUser } from './compat/find-tenant.ts'
import { createLeases, type Leases } from './compat/leases.ts'
import { createPasswordDoor } from './compat/password-door.ts'
import { createPerform } from './compat/perform.ts'
import { createRecorderDoor } from './compat/recorder/recorder-door.ts'
import { findSocket } from './compat/register-adapters.ts'
import type { Config } from './config.ts'
import type { Contact } from './contact.ts'
import { registerDemoShop } from './demo/shop/register-demo-shop.ts'
import type { Deps } from './deps.ts'
import { createFeedServer } from './feed/feed-server.ts'
import { encodeTyping } from './feed/frames.ts'
import type { HerdWatch } from './feed/herd.ts'
import { createHub } from './feed/hub.ts'
import type { Presence } from './feed/presence.ts'
import { createAllowedOrigins } from './http/allowed-origins.ts'
import { createApp } from './http/app.ts'
import { type Callers, createCallers } from './http/caller.ts'
import { createConnectionGate } from './http/connection-gate.ts'
import { createDenials } from './http/denials.ts'
import { createFloodGate, type FloodLimits } from './http/flood-gate.ts'
import { createOwnOrigins } from './http/own-origins.ts'
import { createPatternedOrigins } from './http/patterned-origins.ts'
import { createTenantHosts } from './http/tenant-hosts.ts'
import { type BuiltPages, builtPages } from './http/user-interface.ts'
import type { Metrics } from './metrics.ts'
import type { TenantSettings } from './preferences/tenant-settings.ts'
import type { MediaStore } from './recording/media/media-store.ts'
import { createRecorderCallers } from './recording/recorder-callers.ts'
import { createWrappingKey } from './recording/wrapping-key.ts'
import { StoreUnavailable } from './store/store-unavailable.ts'
import type { Handlers } from './use-case.ts'

/** Calls that take longer are cut off when the server stops: Node no longer times a slow client out then. */
const longestCallMs = 6_000

/** The calls that show without a session that somebody is there. */
const beginnings: readonly string[] = ['signIn', 'resume'] satisfies OperationName[]

/** What a node serves, and with what. */
export type NodeParts = {
  readonly config: Config
  readonly deps: Deps
  readonly herd: HerdWatch
  readonly handlers: Handlers
  readonly presence: Presence
  readonly settings: TenantSettings
  readonly whispers: Whispers
  /** Where parts of recordings lie. */
  readonly media: MediaStore
  readonly contact: Contact
  readonly metrics: Metrics
  readonly log: Logger
  readonly pages?: BuiltPages
  /** Instead of all published APIs: for tests. */
  readonly adapters?: readonly CreateAdapter[]
  /** Instead of the usual ones: for tests. */
  readonly floodLimits?: FloodLimits
  /** Where live sessions were last seen: whole contact centres come back from there at once (S-20). */
  readonly knownAddresses?: readonly string[]
}

/** The outside of one server: its HTTP surface and its feed. */
export type Node = {
  readonly app: FastifyInstance
  readonly adapters: readonly Adapter[]
  /** Open feed sockets. */
  sockets(): number
  /** Listens, and answers with the origin that people open. */
  start(): Promise<{ url: string }>
  /** Tells the sockets when to come back and takes no new ones; calls are still answered. */
  drain(): Promise<void>
  /** Lets the calls that are under way finish, then stops listening. */
  close(): Promise<void>
}

/** Builds the outside of a server around its use cases. */
export async function createNode(parts: NodeParts): Promise<Node> {
  const { config, deps, herd, handlers, presence, contact, metrics, log } = parts
  const { store, clock, random, secrets } = deps
  const onFault = (error: unknown) => log.warn({ err: error }, 'feed')

  const defaultTenant = config.defaultTenant ?? (config.demo ? 'demo' : null)
  const own = createOwnOrigins(config)
  const allowed = await createAllowedOrigins(store)
  const hosts = await createTenantHosts(store)
  const findNamedUser = createFindNamedUser({ store, hosts, defaultTenant })
  const floodGate = createFloodGate(clock, parts.floodLimits)
  const patterned = await createPatternedOrigins(store)
  const chatOrigins = await createProjectOrigins(deps)
  const callers = guarded(createCallers({ store, clock }), contact)
  const hub = createHub(store)
  hub.onEvent((_tenantId, event) => herd.onEvent(event))
  parts.whispers.hear((whisper) => whisper.to === 'agent' && hub.whisper(whisper.tenantId, whisper.userId, encodeTyping(whisper)))
  const leases = createLeases(presence, clock, onFault)
  const feed = createFeedServer({
    ...{ store, clock, hub, callers, own, allowed, onFault, onSlow: metrics.onSlow },
    presence: endingLeases(presence, leases),
  })
  contact.onLost(() => {
    log.warn({ sockets: feed.sockets() }, 'no contact with the database: the sockets are sent to other nodes')
    feed.dismiss()
    for (const adapter of adapters) adapter.dismiss?.()
  })
  let draining = false
  hub.onEvent((_tenantId, event) => event.kind === 'session.ended' && leases.forget(event.data.sessionId))
  hub.onEvent((_tenantId, event) => event.kind === 'session.dropped' && leases.onDropped(event.data.sessionId))
  const { connectionsPerAddress: perAddress, connections: strangers, trustedProxies } = config
  const gate = createConnectionGate(clock, { perAddress, strangers, trustedProxies }, own.secure)
  const door = createPasswordDoor()
  const adapterParts = {
    ...{ deps, callers, hub, leases, own, allowed, patterned, door, onFault, whispers: parts.whispers, chatOrigins },
    perform: createPerform(
      { ...handlers, resume: timed(handlers.resume, deps, herd) },
      createDenials({ store, clock }),
      floodGate,
      door,
    ),
    settings: parts.settings,
    vouch: gate.vouch,
    addressOf: createClientAddress(config.trustedProxies),
    findNamedUser,
  }
  const adapters = (parts.adapters ?? publishedApis).map((create) => create(adapterParts))
  // Of our own, and served by the same rules: a shape for every fault, an end to what runs.
  const doors = [createRecorderDoor({ ...adapterParts, floodGate })]
  const app = await createApp({
    ...{ store, clock, random, secrets, metrics, log, own, allowed, callers, findNamedUser, floodGate },
    handlers: { ...handlers, resume: timed(handlers.resume, deps, herd) },
    demo: config.demo,
    defaultTenant,
    recorderPort: config.recorderPort,
    trustedProxies: config.trustedProxies,
    pages: parts.pages ?? builtPages,
    adapters: [...adapters, ...doors],
    passwordDoor: door,
    recording: {
      ...{ deps, settings: parts.settings, media: parts.media },
      ...{ recorders: createRecorderCallers(deps), wrappingKey: createWrappingKey(deps) },
    },
    isDraining: () => draining,
    isCutOff: contact.isLost,
  })
  if (config.demo) registerDemoShop(app, deps)
  app.server.on('upgrade', (request, line, head) => {
    const open = findSocket(adapters, request) ?? feed.upgrade
    open(request, line, head)
  })
  gate.guard(app.server)
  for (const address of parts.knownAddresses ?? []) gate.vouch(address)
  hub.onEvent((_tenantId, event) => event.kind === 'session.started' && gate.vouch(event.data.address))
  app.addHook('onResponse', async (request, reply) => {
    const begins = beginnings.includes(request.routeOptions.config.operation ?? '') && reply.statusCode === 200
    if (begins || request.admission?.caller) gate.vouch(request.socket.remoteAddress ?? '')
  })

  const drain = async () => {
    draining = true
    await Promise.all([feed.drain(), ...[...adapters, ...doors].map((adapter) => adapter.drain?.())])
  }
  return {
    app,
    adapters,
    async start() {
      await app.listen({ host: oneAddress(config.host), port: config.port, listenTextResolver: (address) => `socket ${address}` })
      own.listensOn(portOf(app.server.address()))
      return { url: own.main() }
    },
    sockets: feed.sockets,
    drain,
    async close() {
      await drain()
      // A stream that stays open would keep the server from closing.
      for (const adapter of [...adapters, ...doors]) adapter.close?.()
      const cancel = clock.after(longestCallMs, () => app.server.closeAllConnections())
      await app.close()
      cancel()
      leases.close()
      hub.close()
      allowed.close()
      hosts.close()
      patterned.close()
      chatOrigins.close()
    },
  }
}

/** A socket tells better whether somebody is there than a lease does, so it takes the lease's place (spec CP4). */
function endingLeases(presence: Presence, leases: Leases): Presence {
  return {
    ...presence,
    connected(caller) {
      leases.forget(caller.session.id)
      return presence.connected(caller)
    },
  }
}

/** Who cannot see a sign-out elsewhere admits nobody (S-24). */
function guarded(callers: Callers, contact: Contact): Callers {
  const guard = <T>(find: (asked: T) => ReturnType<Callers['find']>) => {
    return async (asked: T) => {
      if (contact.isLost()) throw new StoreUnavailable('this node does not see what others commit')
      return find(asked)
    }
  }
  return { find: guard(callers.find), recheck: guard(callers.recheck) }
}

/** The herd learns from each return how fast they go. */
function timed(resume: Handlers['resume'], { clock }: Deps, herd: HerdWatch): Handlers['resume'] {
  return async (call) => {
    const startedAt = clock.now()
    const result = await resume(call)
    if (result.ok) herd.onResumed(clock.now() - startedAt)
    return result
  }
}

/** For `localhost` Fastify makes a second server, on `::1`, which nobody would guard (spec CN5). */
function oneAddress(host: string): string {
  return host === 'localhost' ? '127.0.0.1' : host
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === 'object' && address !== null ? address.port : 0
}
