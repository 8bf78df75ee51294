import { AsyncLocalStorage } from 'node:async_hooks'
import { attemptKeyOf, type Outcome, StoreUnavailable } from '@hotseat/server/parts'
import type { ChannelListener } from '../channel.ts'
import type { ChatCall, ChatReply, Entry, SimRequest } from '../log.ts'
import type { Mirror } from '../mirror.ts'
import { Unreachable } from '../network.ts'
import type { Prng } from '../prng.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import type { Weather } from '../weather.ts'
import { guessedBy } from './guessed-by.ts'
import type { ChatKnock, OnChatFrame } from './sim-chat.ts'
import type { CommitFate, SimDatabase } from './sim-database.ts'
import type { Knock, OnFrame } from './sim-feed.ts'
import { type NodeSabotage, type SimAnswer, type SimNode, startNode } from './sim-node.ts'
import { createVirtualHasher } from './virtual-hasher.ts'
import type { SocketMessage } from './virtual-socket.ts'

export type LifeOptions = {
  readonly clock: VirtualClock
  readonly prng: Prng
  readonly weather: (now: number) => Weather
  readonly mirror: Mirror
  readonly log: (entry: Entry) => void
  readonly database: SimDatabase
  readonly nodeId: string
  readonly alone: boolean
  /** How far this node's clock is ahead of the true time, in ms. */
  readonly aheadMs: number
  /** A commit that is about to become durable. */
  readonly fateOf: () => CommitFate
  /** A commit that is durable. */
  readonly onCommitted: (outcome: Outcome) => void
  readonly onDeath: () => void
  readonly sabotage?: NodeSabotage
}

/** One process: from its start until it is killed or has drained. */
export interface SimLife {
  readonly nodeId: string
  isDead(): boolean
  /** Takes requests and sockets, as a balancer's check sees it. */
  isReady(): boolean
  /** `kill -9`, now. */
  kill(): void
  /** SIGTERM: sends the sockets away, lets the calls finish, and ends. */
  drain(): void
  /** Sends its sockets to other nodes. */
  dismiss(): void
  /** Loses the database for so long. */
  cutOff(durationMs: number): void
  sessionIds(): ReadonlySet<string>
  /** Rejects with `Unreachable` when nobody listens, or the process dies on the way. */
  request(request: SimRequest): Promise<SimAnswer>
  accept(knock: Knock): Promise<ChannelListener<SocketMessage> | null>
  /** As `request`, of a customer's page. */
  chat(call: ChatCall): Promise<ChatReply>
  acceptChat(knock: ChatKnock): Promise<ChannelListener<SocketMessage> | null>
}

/** Virtual milliseconds of a password hash, and of what else a request costs. */
const cost = { hashMs: 20, requestMs: 2 } as const
/** So long until a node notices that it sees no commits any more, and sends its sockets away (S-24). */
const blindMs = 5_000
/** Other nodes' commits are told at once, or, when the notification is lost, found by the next look. */
const news = { soonMs: 10, lateMs: 800, lateShare: 0.03 } as const

/** Starts a process on the database. It is there at once, and ready when it has loaded what it needs. */
export function startLife(options: LifeOptions): SimLife {
  const { clock, prng, weather, mirror, log, nodeId, aheadMs } = options
  /** Which request a hash is for, without changing the use cases. */
  const current = new AsyncLocalStorage<SimRequest>()
  const onDeath = new Set<() => void>()
  const waits = prng.fork('waits')
  let node: SimNode | null = null
  let dead = false
  let buried = false
  let draining = false
  let cutOff: 'no' | 'unnoticed' | 'noticed' = 'no'
  let look: () => void = () => undefined

  const ownClock = {
    now: () => clock.now() + aheadMs,
    after: (delayMs: number, task: () => void) => clock.after(delayMs, () => !dead && task()),
  }

  function end(what: 'crashed' | 'stopped', detail: string): void {
    if (buried) return
    dead = true
    buried = true
    log({ kind: 'server', at: clock.now(), what, node: nodeId, detail })
    options.onDeath()
    for (const tell of onDeath) tell()
  }

  function onCommit(outcome: Outcome): CommitFate {
    if (dead) return 'crashBefore'
    const fate = options.fateOf()
    if (fate !== 'crashBefore') options.onCommitted(outcome)
    if (fate !== 'commit') {
      dead = true
      clock.after(0, () => end('crashed', fate === 'crashBefore' ? 'before a commit' : 'after a commit'))
    }
    return fate
  }

  function onFault(error: unknown): void {
    // That the database is away is no fault of the server.
    if (error instanceof StoreUnavailable) return
    const detail = error instanceof Error ? (error.stack ?? '') : String(error)
    log({ kind: 'server', at: clock.now(), what: 'faulted', node: nodeId, detail })
  }

  const onFrame: OnFrame = ({ who, socket, caller: { tenantId, member, session } }, frame) => {
    if (dead) return
    const to = { who, socket: `${nodeId}/${socket}`, tenantId, userId: member.id, sessionId: session.id }
    log({ kind: 'sent', at: clock.now(), ...to, frame })
  }

  const onChatFrame: OnChatFrame = ({ who, socket, caller: { tenantId, customer, session } }, frame) => {
    if (dead) return
    const to = { who, socket: `${nodeId}/${socket}`, tenantId, customerId: customer.id, sessionId: session.id }
    log({ kind: 'chatSent', at: clock.now(), ...to, frame })
  }

  /** Carries a call out, unless the process dies on the way. */
  function carry<Call extends { handledAt: number | null }, Answer>(
    call: Call,
    handle: (mine: SimNode) => Promise<Answer>,
    tell: (answer: Answer) => void,
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const mine = node
      if (dead || mine === null) return reject(new Unreachable())
      const died = () => reject(new Unreachable())
      onDeath.add(died)
      ownClock.after(cost.requestMs * weather(clock.now()).slowness, async () => {
        call.handledAt = ownClock.now()
        const answer = await handle(mine)
        onDeath.delete(died)
        if (dead) return
        tell(answer)
        resolve(answer)
      })
    })
  }

  /** What a dead process held the kernel closes. */
  function held(knock: Pick<Knock, 'end'>, listener: ChannelListener<SocketMessage> | null | undefined) {
    if (!listener || dead) return null
    onDeath.add(() => knock.end.close())
    return {
      onMessage: (message: SocketMessage) => !dead && listener.onMessage(message),
      onClose: () => !dead && listener.onClose(),
    }
  }

  const hasher = createVirtualHasher({
    clock: ownClock,
    prng,
    costMs: () => cost.hashMs * weather(clock.now()).slowness,
    onVerify: () => {
      const request = current.getStore()
      const secrets = node?.deps.secrets
      const key = request && secrets ? attemptKeyOf(secrets, guessedBy(request, mirror)) : ''
      return (fits) => log({ kind: 'verified', at: clock.now(), key, fits })
    },
  })

  async function start(): Promise<void> {
    const opened = await options.database.open({
      after: ownClock.after,
      isDead: () => dead,
      isCutOff: () => cutOff !== 'no',
      onCommit,
      onFault,
      newsMs: () => (options.alone || !waits.chance(news.lateShare) ? waits.integer(0, news.soonMs) : news.lateMs),
      openingMs: () => (waits.chance(0.05) ? waits.integer(1, 5) : 0),
    })
    const { alone, sabotage } = options
    const { store } = opened
    look = opened.look
    const { hold } = clock
    const parts = { store, clock: ownClock, prng, hasher, nodeId, alone, onFrame, onChatFrame, onFault, hold }
    node = await startNode({ ...parts, ...(sabotage ? { sabotage } : {}) })
    log({ kind: 'server', at: clock.now(), what: 'started', node: nodeId, detail: `${aheadMs} ms ahead` })
  }
  start().catch(onFault)

  return {
    nodeId,
    isDead: () => dead,
    isReady: () => !dead && !draining && node !== null && cutOff !== 'noticed',
    kill: () => end('crashed', 'at any time'),
    drain() {
      if (draining || dead) return
      draining = true
      if (node === null) return end('stopped', 'before it was ready')
      node.drain().then(() => end('stopped', 'drained'), onFault)
    },
    dismiss() {
      node?.feed.dismiss()
      node?.chat.dismiss()
    },
    cutOff(durationMs) {
      if (dead || node === null || cutOff !== 'no') return
      const { feed, chat } = node
      cutOff = 'unnoticed'
      log({ kind: 'server', at: clock.now(), what: 'cutOff', node: nodeId, detail: `for ${durationMs} ms` })
      const cancel = ownClock.after(blindMs, () => {
        cutOff = 'noticed'
        feed.dismiss()
        chat.dismiss()
      })
      ownClock.after(durationMs, () => {
        cancel()
        cutOff = 'no'
        log({ kind: 'server', at: clock.now(), what: 'reconnected', node: nodeId, detail: '' })
        look()
      })
    },
    sessionIds: () => (dead || node === null ? new Set() : node.feed.sessionIds()),
    accept: async (knock) => held(knock, dead ? null : await node?.feed.accept(knock)),
    acceptChat: async (knock) => held(knock, dead ? null : await node?.chat.accept(knock)),
    request: (request) =>
      carry(
        request,
        (mine) => current.run(request, () => mine.handle(request)),
        (result) => log({ kind: 'served', at: clock.now(), request, result }),
      ),
    chat: (call) =>
      carry(
        call,
        (mine) => mine.handleChat(call),
        (reply) => log({ kind: 'chatServed', at: clock.now(), call, reply }),
      ),
  }
}
