import { createMemoryStore, demoPassword, type StoreSnapshot, seedAgents, seedDemo } from '@hotseat/server/parts'
import { createAcknowledged } from './invariants/i1-acknowledged.ts'
import { createLockout } from './invariants/i2-lockout.ts'
import { createRevoked } from './invariants/i3-revoked.ts'
import { createStays } from './invariants/i4-stays.ts'
import { createOneHolder } from './invariants/i5-one-holder.ts'
import { createOnce } from './invariants/i6-once.ts'
import { createAudit } from './invariants/i7-audit.ts'
import { createKnown } from './invariants/i8-known.ts'
import type { Invariant } from './invariants/invariant.ts'
import { describeEntry, type Entry } from './log.ts'
import { createMirror } from './mirror.ts'
import { createNetwork } from './network.ts'
import { createAgentPerson } from './people/agent-person.ts'
import { createAttacker } from './people/attacker.ts'
import { createAdministrator, createSupervisor } from './people/staff.ts'
import { createDirectory, type SimWorld } from './people/world.ts'
import { createPrng, type Prng } from './prng.ts'
import { createSimServer, type Sabotage, type SimServer } from './server/sim-server.ts'
import { encodePassword } from './server/virtual-hasher.ts'
import { createVirtualClock, settled } from './virtual-clock.ts'
import { createWeather } from './weather.ts'

/** A day to be played. */
export type Scenario = {
  readonly seed: string
  readonly agents: number
  readonly hours: number
  readonly sabotage?: Sabotage
  /** How many of the last entries a violation shows. */
  readonly traceLength?: number
}

/** What came of it. `violation` is null when every promise was kept. */
export type Outcome = {
  readonly violation: { readonly id: string; readonly says: string; readonly trace: readonly string[] } | null
  readonly steps: number
  readonly counts: Readonly<Record<string, number>>
}

/** A moment to start from: nothing depends on which. */
const startAt = Date.UTC(2026, 0, 5, 8)
/** How long after the last fault every agent must be back (I4). */
const quietMs = 180_000
const auditEverySteps = 400

/** Plays a scenario; everything in it follows from the seed. */
export async function play(scenario: Scenario): Promise<Outcome> {
  const clock = createVirtualClock(startAt)
  const prng = createPrng(scenario.seed)
  const endAt = startAt + scenario.hours * 3_600_000
  const quietAt = Math.max(startAt, endAt - quietMs)
  const initial = await prepare(scenario.agents)
  const mirror = createMirror(initial)
  const weather = createWeather(prng.fork('weather'), startAt, quietAt)
  const trace: Entry[] = []
  const counts: Record<string, number> = {}
  let violation: Outcome['violation'] = null
  const invariants: Invariant[] = []

  function complain(id: string, says: string | null): void {
    if (says !== null) violation ??= { id, says, trace: trace.map((entry) => describeEntry(entry, startAt)) }
  }
  function log(entry: Entry): void {
    if (violation !== null) return
    trace.push(entry)
    if (trace.length > (scenario.traceLength ?? 60)) trace.shift()
    const name = nameOf(entry)
    counts[name] = (counts[name] ?? 0) + 1
    for (const invariant of invariants) complain(invariant.id, invariant.see?.(entry) ?? null)
  }

  const server = createSimServer({
    clock,
    prng: prng.fork('server'),
    weather,
    mirror,
    log,
    initial,
    ...(scenario.sabotage ? { sabotage: scenario.sabotage } : {}),
  })
  const network = createNetwork({ clock, prng: prng.fork('network'), weather })
  const directory = createDirectory(demoPassword)
  const world: SimWorld = { clock, prng, network, server, mirror, log, directory, quietAt, overheard: [] }

  const agents = usernames(scenario.agents).map((username) => createAgentPerson(world, username))
  const userOf = new Map(agents.map(({ who, userId }) => [who, userId]))
  const findUser = (who: string) => userOf.get(who) ?? null
  const view = { mirror }
  invariants.push(
    createAcknowledged(view),
    createLockout(),
    createRevoked(view),
    createStays(
      view,
      agents.map((agent) => ({ ...agent, tenantId: 'demo' })),
    ),
    createOneHolder(view, findUser),
    createOnce(),
    createAudit(view),
    createKnown(view, findUser),
  )
  createSupervisor(world, agents)
  createAdministrator(world, agents)
  createAttacker(world, agents)
  bringTrouble(world, server, agents)

  const audit = () => {
    for (const invariant of invariants) complain(invariant.id, invariant.audit?.(clock.now()) ?? null)
  }
  await server.start()
  await settled()
  while (violation === null && (await clock.step(endAt))) if (clock.steps % auditEverySteps === 0) audit()
  audit()
  for (const invariant of invariants) complain(invariant.id, invariant.conclude?.() ?? null)
  return { violation, steps: clock.steps, counts }
}

/** Crashes between any two steps, and desks without a network, until it is quiet. */
function bringTrouble(world: SimWorld, server: SimServer, agents: readonly { who: string }[]): void {
  const { clock, network, quietAt } = world
  const prng = world.prng.fork('trouble')
  const during = (meanMs: number, task: () => void) => {
    const next = () => {
      clock.after(prng.wait(meanMs), () => {
        if (clock.now() >= quietAt) return
        task()
        next()
      })
    }
    next()
  }
  during(150_000, () => {
    const kind = prng.pick(['now', 'crashBefore', 'crashAfter'] as const)
    if (kind === 'now') server.crash()
    else server.armCrash(kind, prng.integer(1, 5))
  })
  during(90_000, () => network.partition(prng.pick(agents).who, prng.integer(2, 90) * 1_000))

  // Whoever watches over the process starts it again.
  const watch = () => {
    clock.after(1_000 + prng.integer(0, 8_000), () => {
      if (!server.isUp()) void server.start()
      watch()
    })
  }
  watch()
}

const prepared = new Map<number, Promise<StoreSnapshot>>()

/** The demo tenant with enough agents; the same for every seed, so it is made once. */
function prepare(agents: number): Promise<StoreSnapshot> {
  const known = prepared.get(agents) ?? seeded(agents, createPrng('demo data'))
  prepared.set(agents, known)
  return known
}

async function seeded(agents: number, prng: Prng): Promise<StoreSnapshot> {
  const store = createMemoryStore()
  const clock = { now: () => startAt - 60_000, after: (): (() => void) => () => undefined }
  const hasher = {
    hash: async (password: string) => encodePassword(Buffer.from(prng.bytes(9)).toString('base64url'), password),
    verify: async () => ({ fits: false, outdated: false }),
  }
  await seedDemo({ store, clock, hasher })
  if (agents > demoAgents) await seedAgents({ store, clock, random: prng, hasher }, agents - demoAgents)
  return store.snapshot()
}

const demoAgents = 20

function usernames(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    index < demoAgents ? `agent${String(index + 1).padStart(2, '0')}` : `load${String(index + 1 - demoAgents).padStart(5, '0')}`,
  )
}

function nameOf(entry: Entry): string {
  switch (entry.kind) {
    case 'committed':
      return entry.event.kind
    case 'served':
      return `${entry.request.name} ${entry.result.ok ? 'ok' : entry.result.refusal.code}`
    case 'server':
      return `server ${entry.what} ${entry.what === 'crashed' ? entry.detail : ''}`.trim()
    case 'stepped':
      return `desk ${entry.state.kind}`
    case 'answered':
      return entry.refusal === 'unknown' ? `${entry.name} unanswered` : entry.kind
    default:
      return entry.kind
  }
}
