import { mayDo, type Refusal, type Result, refused } from '@hotseat/core'
import { type Operation, operations, type ServerFrame } from '@hotseat/protocol'
import {
  byeForEnd,
  type Caller,
  type Callers,
  Connection,
  createCallers,
  createChallenges,
  createHandlers,
  createHerd,
  createHub,
  createPresence,
  createPresenceTracker,
  createServerSecrets,
  createTick,
  createVault,
  type Deps,
  type Handlers,
  loadServerKeys,
  type PasswordHasher,
  type RequestFacts,
  refusalOf,
  type Store,
  signatureVerifier,
  startSweep,
} from '@hotseat/server/parts'
import type { ChannelEnd, ChannelListener } from '../channel.ts'
import type { SimRequest } from '../log.ts'
import type { Prng } from '../prng.ts'
import { type SocketMessage, VirtualSocket } from './virtual-socket.ts'

/** An answer as it leaves the server. */
export type SimAnswer = Result<{ readonly document: unknown; readonly cookie?: { readonly token: string } | 'clear' }>

/** A frame that a socket of a session is sent. */
export type OnFrame = (who: string, caller: Caller, frame: ServerFrame) => void

export type SimNodeOptions = {
  readonly store: Store
  readonly clock: Deps['clock']
  readonly prng: Prng
  readonly hasher: PasswordHasher
  readonly nodeId: string
  readonly onFrame: OnFrame
  readonly onFault: (error: unknown) => void
  /** Breaks a rule on purpose, so that a test sees the invariants notice. */
  readonly sabotage?: {
    readonly handlers?: (handlers: Handlers, deps: Deps) => Handlers
    readonly callers?: (callers: Callers) => Callers
  }
}

/** One life of the server, from its start until it is killed: the real use cases and the real feed on virtual wires. */
export interface SimNode {
  readonly deps: Deps
  handle(request: SimRequest, facts: RequestFacts): Promise<SimAnswer>
  /** Takes the server's end of a feed; null refuses it. */
  accept(
    who: string,
    end: ChannelEnd<SocketMessage>,
    facts: RequestFacts,
    offset: number,
  ): Promise<ChannelListener<SocketMessage> | null>
  /** The sockets die with the process. */
  sockets(): Iterable<VirtualSocket>
}

const tickEveryMs = 1_000

/** Starts a node on a store; what `compose` does, on virtual time and without HTTP. */
export async function startNode(options: SimNodeOptions): Promise<SimNode> {
  const { store, clock, prng, hasher, nodeId, onFault } = options
  const random = { bytes: (length: number) => prng.bytes(length) }
  const keys = await loadServerKeys(store.system, { clock, random })
  const herd = createHerd(clock)
  const deps: Deps = {
    store,
    clock,
    random,
    hasher,
    herd,
    nodeId,
    signatures: signatureVerifier,
    challenges: createChallenges(keys.challenge, clock, random),
    secrets: createServerSecrets(keys.secret),
    vault: createVault(keys.secret, random),
    demo: true,
  }
  const real = createHandlers(deps)
  const handlers = options.sabotage?.handlers?.(real, deps) ?? real
  const door = createCallers({ store, clock })
  const callers = options.sabotage?.callers?.(door) ?? door
  const hub = createHub(store)
  hub.onEvent((_tenantId, event) => herd.onEvent(event))
  const tracker = createPresenceTracker<Connection>({ presence: createPresence(deps), now: clock.now, onFault })
  startSweep({ clock, callers, tracker, onFault })
  hub.onEvent((_tenantId, event) => {
    if (event.kind === 'session.dropped') tracker.onDropped(event.data.sessionId)
    if (event.kind !== 'session.ended') return
    const { sessionId, reason } = event.data
    queueMicrotask(() => {
      for (const connection of [...(tracker.find(sessionId)?.sockets ?? [])]) connection.bye(byeForEnd(reason))
    })
  })
  startTicking(deps, onFault)
  const sockets = new Set<VirtualSocket>()

  async function accept(who: string, end: ChannelEnd<SocketMessage>, facts: RequestFacts, offset: number) {
    const found = await callers.find({ browserToken: facts.browserToken, accessToken: null, subId: facts.subId })
    // A browser is not told why a handshake was refused: its socket just closes.
    if (!found.ok) return null
    const caller = found.value
    // What was put on the wire is JSON of our own frames.
    const socket = new VirtualSocket(end, (text) => options.onFrame(who, caller, JSON.parse(text) as ServerFrame))
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
    const connection = new Connection(socket as never, caller, offset, {
      store,
      clock,
      hub,
      tracker,
      onSlow: () => undefined,
      onFault,
    })
    return connection.isOpen() ? socket : null
  }

  return {
    deps,
    accept,
    sockets: () => sockets,
    handle: (request, facts) =>
      answer(handlers, callers, request, facts).catch((error) => ({ ok: false, refusal: faultOf(error, onFault) })),
  }
}

/** The door and the use case, as `http/admission.ts` has them; origin and CSRF are the business of HTTP's own tests. */
async function answer(handlers: Handlers, callers: Callers, request: SimRequest, facts: RequestFacts): Promise<SimAnswer> {
  const { access }: Operation = operations[request.name]
  let caller: Caller | null = null
  if (access !== 'anyone') {
    const found = await callers.find({ browserToken: facts.browserToken, accessToken: null, subId: facts.subId })
    if (!found.ok) return found
    caller = found.value
    request.caller = { tenantId: caller.tenantId, userId: caller.member.id, sessionId: caller.session.id }
    if (access !== 'session' && !mayDo(caller.member.role, access)) return refused('permission.denied')
  }
  const handle = handlers[request.name]
  // The people of the simulation send what the operation's schema asks for.
  return handle({ params: request.params, query: {}, body: request.body, facts, caller } as never)
}

function faultOf(error: unknown, onFault: (error: unknown) => void): Refusal {
  const refusal = refusalOf(error)
  if (refusal.code === 'server.internal') onFault(error)
  return refusal
}

/** Runs the tick every second, one after another. */
function startTicking(deps: Deps, onFault: (error: unknown) => void): void {
  const tick = createTick(deps)
  const run = () => {
    tick
      .run()
      .catch(onFault)
      .finally(() => deps.clock.after(tickEveryMs, run))
  }
  run()
}
