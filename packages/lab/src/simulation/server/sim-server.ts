import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerFrame } from '@hotseat/protocol'
import {
  attemptKeyOf,
  type Caller,
  type Callers,
  createMemoryStore,
  type Deps,
  type Handlers,
  type Outcome,
  type RequestFacts,
  type StoreSnapshot,
} from '@hotseat/server/parts'
import type { ChannelEnd, ChannelListener } from '../channel.ts'
import type { Entry, SimRequest } from '../log.ts'
import type { Mirror } from '../mirror.ts'
import { Unreachable } from '../network.ts'
import type { Prng } from '../prng.ts'
import type { VirtualClock } from '../virtual-clock.ts'
import type { Weather } from '../weather.ts'
import { guessedBy } from './guessed-by.ts'
import { type SimAnswer, type SimNode, startNode } from './sim-node.ts'
import { createVirtualHasher } from './virtual-hasher.ts'
import type { SocketMessage } from './virtual-socket.ts'

/** Rules that a test breaks on purpose, to see that the invariants notice. */
export type Sabotage = {
  readonly handlers?: (handlers: Handlers, deps: Deps) => Handlers
  /** The door that tells who a request speaks for. */
  readonly callers?: (callers: Callers) => Callers
  /** What a restart finds instead of what was committed. */
  readonly snapshot?: (committed: StoreSnapshot) => StoreSnapshot
}

export type SimServerOptions = {
  readonly clock: VirtualClock
  readonly prng: Prng
  readonly weather: (now: number) => Weather
  readonly mirror: Mirror
  readonly log: (entry: Entry) => void
  readonly initial: StoreSnapshot
  readonly sabotage?: Sabotage
}

/** The server through all its lives: killed at any point, and started again from what it had committed. */
export interface SimServer {
  isUp(): boolean
  start(): Promise<void>
  /** `kill -9`, now. */
  crash(): void
  /** The process dies at one of the next commits, right before or right after it is durable. */
  armCrash(fate: 'crashBefore' | 'crashAfter', commits: number): void
  /** Rejects with `Unreachable` when nobody listens, or the process dies on the way. */
  request(request: SimRequest, facts: RequestFacts): Promise<SimAnswer>
  accept(
    who: string,
    end: ChannelEnd<SocketMessage>,
    facts: RequestFacts,
    offset: number,
  ): Promise<ChannelListener<SocketMessage> | null>
}

type Life = { dead: boolean; node: SimNode | null; readonly onDeath: Set<() => void>; snapshot: () => StoreSnapshot }

/** Virtual milliseconds of a password hash, and of what else a request costs. */
const cost = { hashMs: 20, requestMs: 2 } as const

export function createSimServer(options: SimServerOptions): SimServer {
  const { clock, prng, weather, mirror, log } = options
  /** Which request a hash is for, without changing the use cases. */
  const current = new AsyncLocalStorage<SimRequest>()
  let life: Life | null = null
  let lives = 0
  let committed = options.initial
  let armed: { fate: 'crashBefore' | 'crashAfter'; commits: number } | null = null

  function die(mine: Life, detail: string): void {
    if (life !== mine) return
    mine.dead = true
    life = null
    committed = mine.snapshot()
    log({ kind: 'server', at: clock.now(), what: 'crashed', detail })
    for (const tell of mine.onDeath) tell()
  }

  function onCommit(mine: Life, outcome: Outcome): 'commit' | 'crashBefore' | 'crashAfter' {
    if (mine.dead) return 'crashBefore'
    if (armed !== null && armed.commits > 0) armed.commits -= 1
    const fate = armed?.commits === 0 ? armed.fate : 'commit'
    if (fate !== 'crashBefore') record(outcome)
    if (fate !== 'commit') {
      armed = null
      mine.dead = true
      clock.after(0, () => die(mine, fate === 'crashBefore' ? 'before a commit' : 'after a commit'))
    }
    return fate
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

  async function start(): Promise<void> {
    lives += 1
    const mine: Life = { dead: false, node: null, onDeath: new Set(), snapshot: () => committed }
    const found = options.sabotage?.snapshot?.(committed) ?? committed
    const difference = mirror.differenceTo(found)
    if (difference !== null) log({ kind: 'server', at: clock.now(), what: 'forgot', detail: difference })
    const store = createMemoryStore(found, { onCommit: (outcome) => onCommit(mine, outcome), onFault })
    mine.snapshot = store.snapshot
    life = mine
    const lifeClock = {
      now: clock.now,
      after: (delayMs: number, task: () => void) => clock.after(delayMs, () => !mine.dead && task()),
    }
    const random = prng.fork(`life ${lives}`)
    const hasher = createVirtualHasher({
      clock: lifeClock,
      prng: random,
      costMs: () => cost.hashMs * weather(clock.now()).slowness,
      onVerify: () => {
        const request = current.getStore()
        const secrets = mine.node?.deps.secrets
        const key = request && secrets ? attemptKeyOf(secrets, guessedBy(request, mirror)) : ''
        return (fits) => log({ kind: 'verified', at: clock.now(), key, fits })
      },
    })
    const { sabotage } = options
    mine.node = await startNode({
      store,
      clock: lifeClock,
      prng: random,
      hasher,
      nodeId: `node-${lives}`,
      onFrame: (who, caller, frame) => !mine.dead && logFrame(who, caller, frame),
      onFault,
      ...(sabotage ? { sabotage } : {}),
    })
    log({ kind: 'server', at: clock.now(), what: 'started', detail: `node-${lives}` })
  }

  function logFrame(who: string, { tenantId, member, session }: Caller, frame: ServerFrame): void {
    log({ kind: 'sent', at: clock.now(), who, tenantId, userId: member.id, sessionId: session.id, frame })
  }

  function onFault(error: unknown): void {
    log({
      kind: 'server',
      at: clock.now(),
      what: 'faulted',
      detail: error instanceof Error ? (error.stack ?? '') : String(error),
    })
  }

  return {
    isUp: () => life !== null,
    start,
    crash: () => life && die(life, 'at any time'),
    armCrash: (fate, commits) => {
      armed = { fate, commits }
    },
    async accept(who, end, facts, offset) {
      const mine = life
      const listener = await mine?.node?.accept(who, end, facts, offset)
      if (!listener || mine?.dead !== false) return null
      // The kernel closes what a dead process held.
      mine.onDeath.add(() => end.close())
      return {
        onMessage: (message) => !mine.dead && listener.onMessage(message),
        onClose: () => !mine.dead && listener.onClose(),
      }
    },
    request: (request, facts) =>
      new Promise((resolve, reject) => {
        const mine = life
        const node = mine?.node
        if (!mine || !node) return reject(new Unreachable())
        const died = () => reject(new Unreachable())
        mine.onDeath.add(died)
        clock.after(cost.requestMs * weather(clock.now()).slowness, async () => {
          const result = await current.run(request, () => node.handle(request, facts))
          mine.onDeath.delete(died)
          if (mine.dead) return
          log({ kind: 'served', at: clock.now(), request, result })
          resolve(result)
        })
      }),
  }
}
