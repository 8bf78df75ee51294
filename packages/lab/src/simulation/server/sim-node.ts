import { mayDo, type Refusal, type Result, refused } from '@hotseat/core'
import { type Operation, operations } from '@hotseat/protocol'
import {
  type Caller,
  type Callers,
  createCallers,
  createChallenges,
  createChatRouting,
  createHandlers,
  createHerd,
  createHub,
  createPresence,
  createServerSecrets,
  createTenantSettings,
  createTick,
  createVault,
  createWhispers,
  type Deps,
  type Handlers,
  loadServerKeys,
  type PasswordHasher,
  refusalOf,
  type Store,
  signatureVerifier,
  startTicking,
} from '@hotseat/server/parts'
import type { ChatCall, ChatReply, SimRequest } from '../log.ts'
import type { Prng } from '../prng.ts'
import { chatRefusalOf, createSimChat, type OnChatFrame, type SimChat } from './sim-chat.ts'
import { createSimFeed, type OnFrame, type SimFeed } from './sim-feed.ts'

/** An answer as it leaves the server. */
export type SimAnswer = Result<{ readonly document: unknown; readonly cookie?: { readonly token: string } | 'clear' }>

/** Answers a customer's call. */
export type AnswerChat = (call: ChatCall) => Promise<ChatReply>

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
  /** What comes of a customer's call. */
  readonly chat?: (answer: AnswerChat, deps: Deps) => AnswerChat
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
  readonly onChatFrame: OnChatFrame
  /** Waits for what real threads do. */
  readonly hold: <T>(work: Promise<T>) => Promise<T>
  readonly onFault: (error: unknown) => void
  readonly sabotage?: NodeSabotage
}

/** One life of a node, from its start until it is killed: the real use cases and the real feed on virtual wires. */
export interface SimNode {
  readonly deps: Deps
  readonly feed: SimFeed
  readonly chat: Pick<SimChat, 'accept' | 'dismiss'>
  handle(request: SimRequest): Promise<SimAnswer>
  handleChat(call: ChatCall): Promise<ChatReply>
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
  const settings = createTenantSettings(store)
  const whispers = createWhispers({ store, clock })
  const real = createHandlers(deps, settings, whispers)
  const handlers = sabotage.handlers?.(real, deps) ?? real
  const door = createCallers({ store, clock })
  const callers = sabotage.callers?.(door) ?? door
  const told = createPresence(deps, settings)
  const presence = sabotage.presence?.(told) ?? told
  const whole = createHub(store)
  const hub = sabotage.hub?.(whole) ?? whole
  hub.onEvent((_tenantId, event) => herd.onEvent(event))
  const feed = createSimFeed({ store, clock, hub, callers, presence, onFault, onFrame: options.onFrame })
  const chat = await createSimChat({ ...{ deps, settings, whispers, hub, onFault, echo: handlers.echo }, ...options })
  const answerChat = sabotage.chat?.(chat.handle, deps) ?? chat.handle
  const routing = createChatRouting(deps, settings)
  const tick = createTick(deps, { alone, settings, routing })
  await tick.run()
  const stopTicking = startTicking(tick, clock, onFault)
  routing.startAtOnce(onFault)
  const calls = new Set<Promise<unknown>>()
  function underWay<T>(call: Promise<T>): Promise<T> {
    calls.add(call)
    return call.finally(() => calls.delete(call))
  }

  return {
    deps,
    feed,
    chat,
    handle(request) {
      const call = answer(handlers, callers, request).catch(
        (error): SimAnswer => ({ ok: false, refusal: faultOf(error, onFault) }),
      )
      return underWay(call)
    },
    handleChat: (call) => underWay(answerChat(call).catch((error) => chatRefusalOf(error, onFault))),
    async drain() {
      await Promise.all([feed.drain(), chat.drain()])
      await Promise.race([Promise.all(calls), new Promise<void>((resolve) => clock.after(longestCallMs, resolve))])
      await stopTicking()
      routing.close()
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
