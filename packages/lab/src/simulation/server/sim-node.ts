import { mayDo, type Refusal, type Result, refused } from '@hotseat/core'
import { type Operation, operations } from '@hotseat/protocol'
import {
  type Caller,
  type Callers,
  createCallers,
  createChallenges,
  createHandlers,
  createHerd,
  createHub,
  createPresence,
  createServerSecrets,
  createTick,
  createVault,
  type Deps,
  type Handlers,
  loadServerKeys,
  type PasswordHasher,
  refusalOf,
  type Store,
  signatureVerifier,
  startTicking,
} from '@hotseat/server/parts'
import type { SimRequest } from '../log.ts'
import type { Prng } from '../prng.ts'
import { createSimFeed, type OnFrame, type SimFeed } from './sim-feed.ts'

/** An answer as it leaves the server. */
export type SimAnswer = Result<{ readonly document: unknown; readonly cookie?: { readonly token: string } | 'clear' }>

/** Rules of a node that a test breaks on purpose, to see that the invariants notice. */
export type NodeSabotage = {
  readonly handlers?: (handlers: Handlers, deps: Deps) => Handlers
  /** The door that tells who a request speaks for. */
  readonly callers?: (callers: Callers) => Callers
  /** What the node sees of the store. */
  readonly store?: (store: Store) => Store
  readonly hub?: (hub: ReturnType<typeof createHub>) => ReturnType<typeof createHub>
  /** What the rows are told of the sockets. */
  readonly presence?: (presence: ReturnType<typeof createPresence>) => ReturnType<typeof createPresence>
}

export type SimNodeOptions = {
  readonly store: Store
  readonly clock: Deps['clock']
  readonly prng: Prng
  readonly hasher: PasswordHasher
  readonly nodeId: string
  /** No other node ever uses the store. */
  readonly alone: boolean
  readonly onFrame: OnFrame
  readonly onFault: (error: unknown) => void
  readonly sabotage?: NodeSabotage
}

/** One life of a node, from its start until it is killed: the real use cases and the real feed on virtual wires. */
export interface SimNode {
  readonly deps: Deps
  readonly feed: SimFeed
  handle(request: SimRequest): Promise<SimAnswer>
  /** Sends the sockets away, lets the calls under way finish, and gives the lease up. */
  drain(): Promise<void>
}

/** So long a node that drains waits for the calls under way. */
const longestCallMs = 6_000

/** Starts a node on a store; what `compose` does, on virtual time and without HTTP. */
export async function startNode(options: SimNodeOptions): Promise<SimNode> {
  const { clock, prng, hasher, nodeId, alone, onFault, sabotage = {} } = options
  const store = sabotage.store?.(options.store) ?? options.store
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
  const handlers = sabotage.handlers?.(real, deps) ?? real
  const door = createCallers({ store, clock })
  const callers = sabotage.callers?.(door) ?? door
  const told = createPresence(deps)
  const presence = sabotage.presence?.(told) ?? told
  const whole = createHub(store)
  const hub = sabotage.hub?.(whole) ?? whole
  hub.onEvent((_tenantId, event) => herd.onEvent(event))
  const feed = createSimFeed({ store, clock, hub, callers, presence, onFault, onFrame: options.onFrame })
  const tick = createTick(deps, { alone })
  await tick.run()
  const stopTicking = startTicking(tick, clock, onFault)
  const calls = new Set<Promise<unknown>>()

  return {
    deps,
    feed,
    handle(request) {
      const call = answer(handlers, callers, request).catch(
        (error): SimAnswer => ({ ok: false, refusal: faultOf(error, onFault) }),
      )
      calls.add(call)
      return call.finally(() => calls.delete(call))
    },
    async drain() {
      await feed.drain()
      await Promise.race([Promise.all(calls), new Promise<void>((resolve) => clock.after(longestCallMs, resolve))])
      await stopTicking()
    },
  }
}

/** The door and the use case, as `http/admission.ts` has them; origin and CSRF are the business of HTTP's own tests. */
async function answer(handlers: Handlers, callers: Callers, request: SimRequest): Promise<SimAnswer> {
  const { facts } = request
  const { access }: Operation = operations[request.name]
  let caller: Caller | null = null
  if (access !== 'anyone') {
    const found = await callers.find(facts)
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
