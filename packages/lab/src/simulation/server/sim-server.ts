import type { Outcome, StoreSnapshot } from '@hotseat/server/parts'
import type { ChannelListener } from '../channel.ts'
import type { ChatCall, ChatReply, Entry, SimRequest } from '../log.ts'
import type { Mirror } from '../mirror.ts'
import { Unreachable } from '../network.ts'
import type { Prng } from '../prng.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import type { Weather } from '../weather.ts'
import type { ChatKnock } from './sim-chat.ts'
import { type CommitFate, createSimDatabase } from './sim-database.ts'
import type { Knock } from './sim-feed.ts'
import { type SimLife, startLife } from './sim-life.ts'
import type { NodeSabotage, SimAnswer } from './sim-node.ts'
import type { SocketMessage } from './virtual-socket.ts'

/** Rules that a test breaks on purpose, to see that the invariants notice. */
export type Sabotage = NodeSabotage & {
  /** What a cold start finds instead of what was committed. */
  readonly snapshot?: (committed: StoreSnapshot) => StoreSnapshot
}

export type SimServerOptions = {
  readonly clock: VirtualClock
  readonly prng: Prng
  readonly weather: (now: number) => Weather
  readonly mirror: Mirror
  readonly log: (entry: Entry) => void
  readonly initial: StoreSnapshot
  readonly nodes: number
  readonly sabotage?: Sabotage
}

/** The nodes behind one address, through all their lives, over one database. Nodes are numbered from 0. */
export interface SimServer {
  readonly nodes: number
  isUp(node: number): boolean
  /** Starts a node that is down; it finds what is committed. */
  start(node: number): void
  /** `kill -9`, now. */
  crash(node: number): void
  /** The process dies at one of its next commits, right before or right after it is durable. */
  armCrash(node: number, fate: Exclude<CommitFate, 'commit'>, commits: number): void
  /** SIGTERM. */
  drain(node: number): void
  /** Sends a node's sockets to the others. */
  dismiss(node: number): void
  /** A node loses the database for so long. */
  cutOff(node: number, durationMs: number): void
  /** The nodes that hold a socket of each session now, by node id. */
  holders(): ReadonlyMap<string, ReadonlySet<string>>
  /** Rejects with `Unreachable` when nobody listens, or the process dies on the way. */
  request(request: SimRequest): Promise<SimAnswer>
  accept(knock: Knock): Promise<ChannelListener<SocketMessage> | null>
  /** As `request`, of a customer's page. */
  chat(call: ChatCall): Promise<ChatReply>
  acceptChat(knock: ChatKnock): Promise<ChannelListener<SocketMessage> | null>
}

/** Nodes keep to the database's clock: none is further from it than this (S-11). */
export const longestSkewMs = 250
/** How often the balancer has not noticed yet that a node is down or draining. */
const staleChoice = 0.05

export function createSimServer(options: SimServerOptions): SimServer {
  const { clock, prng, mirror, log, sabotage, nodes } = options
  const balancer = prng.fork('balancer')
  const lives = Array.from({ length: nodes }, (): SimLife | null => null)
  const births = Array.from({ length: nodes }, () => 0)
  const armed = new Map<number, { fate: Exclude<CommitFate, 'commit'>; commits: number }>()
  let committed = options.initial
  let database = createSimDatabase(committed)

  function fateOf(node: number): CommitFate {
    const plan = armed.get(node)
    if (plan === undefined) return 'commit'
    plan.commits -= 1
    if (plan.commits > 0) return 'commit'
    armed.delete(node)
    return plan.fate
  }

  function record(outcome: Outcome): void {
    mirror.apply(outcome)
    const at = clock.now()
    for (const [tenantId, events] of outcome.appended) {
      for (const event of events) log({ kind: 'committed', at, tenantId, event })
    }
    const isUnblock = [...outcome.appended.values()].flat().some(({ kind }) => kind === 'signIn.unblocked')
    for (const { table, key } of outcome.changes) {
      if (table !== 'attempts') continue
      const row = mirror.get(null, 'attempts', String(key.key))
      const isForgotten = row === undefined || (row.failures === 0 && row.blockedUntil === null)
      if (isUnblock && isForgotten) log({ kind: 'unblocked', at, key: String(key.key) })
      else if (row) log({ kind: 'counted', at, key: row.key, failures: row.failures, blockedUntil: row.blockedUntil })
    }
  }

  /** With the last node the database is shut down as well, and comes up with what it had written. */
  function startDatabase(): void {
    const found = sabotage?.snapshot?.(committed) ?? committed
    const difference = mirror.differenceTo(found)
    if (difference !== null) log({ kind: 'server', at: clock.now(), what: 'forgot', node: 'database', detail: difference })
    database = createSimDatabase(found)
  }

  function start(node: number): void {
    if (lives[node] !== null || node >= nodes) return
    if (lives.every((life) => life === null)) startDatabase()
    const birth = (births[node] ?? 0) + 1
    births[node] = birth
    const nodeId = `node-${node + 1}.${birth}`
    const own = prng.fork(nodeId)
    lives[node] = startLife({
      ...options,
      prng: own,
      database,
      nodeId,
      alone: nodes === 1,
      aheadMs: nodes === 1 ? 0 : own.integer(-longestSkewMs, longestSkewMs),
      fateOf: () => fateOf(node),
      onCommitted: record,
      onDeath: () => {
        lives[node] = null
        if (lives.every((life) => life === null)) committed = database.snapshot()
      },
    })
  }

  /** Any node that says it is ready; now and then one that is not any more. */
  function choose(): SimLife | null {
    const ready = lives.filter((life) => life?.isReady())
    return ready.length === 0 || balancer.chance(staleChoice) ? balancer.pick(lives) : balancer.pick(ready)
  }

  function chosen(): SimLife {
    const life = choose()
    if (life === null) throw new Unreachable()
    return life
  }

  return {
    nodes,
    isUp: (node) => (lives[node] ?? null) !== null,
    start,
    crash: (node) => lives[node]?.kill(),
    armCrash: (node, fate, commits) => void armed.set(node, { fate, commits }),
    drain: (node) => lives[node]?.drain(),
    dismiss: (node) => lives[node]?.dismiss(),
    cutOff: (node, durationMs) => lives[node]?.cutOff(durationMs),
    holders() {
      const holders = new Map<string, Set<string>>()
      for (const life of lives) {
        for (const sessionId of life?.sessionIds() ?? [])
          holders.set(sessionId, (holders.get(sessionId) ?? new Set()).add(life?.nodeId ?? ''))
      }
      return holders
    },
    accept: async (knock) => (await choose()?.accept(knock)) ?? null,
    acceptChat: async (knock) => (await choose()?.acceptChat(knock)) ?? null,
    request: async (request) => chosen().request(request),
    chat: async (call) => chosen().chat(call),
  }
}
