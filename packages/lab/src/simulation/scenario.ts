import { demoPassword } from '@hotseat/server/parts'
import type { Invariant } from './invariants/invariant.ts'
import { createChatInvariants, createInvariants } from './invariants/invariants.ts'
import { describeEntry, type Entry, nameEntry } from './log.ts'
import { createMirror } from './mirror.ts'
import { createNetwork } from './network.ts'
import { createAgentPerson } from './people/agent-person.ts'
import { createAttacker } from './people/attacker.ts'
import { createChatAdministrator } from './people/chat-administrator.ts'
import { createChatAttacker } from './people/chat-attacker.ts'
import { createCustomers } from './people/customers.ts'
import { seatAgents } from './people/seats.ts'
import { createShop } from './people/shop.ts'
import { createAdministrator, createSupervisor } from './people/staff.ts'
import { createDirectory, type SimWorld } from './people/world.ts'
import { prepareTenant, startAt, usernames } from './prepared-tenant.ts'
import { createPrng } from './prng.ts'
import { createSimServer, type Sabotage } from './server/sim-server.ts'
import { bringTrouble } from './trouble.ts'
import { createVirtualClock, settled } from './virtual-clock.ts'
import { createWeather } from './weather.ts'

/** A day to be played. */
export type Scenario = {
  readonly seed: string
  readonly agents: number
  readonly hours: number
  /** Nodes behind the address; the seed says when it is not given. */
  readonly nodes?: number
  /** Whether customers chat; the seed says when it is not given. */
  readonly chat?: boolean
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

/** How long after the last fault every agent must be back (I4). */
const quietMs = 180_000
const auditEverySteps = 400
/** How many days have customers who chat. */
const chatDays = 0.2
const usualNodes = [1, 2, 2, 3] as const

/** Plays a scenario; everything in it follows from the seed. */
export async function play(scenario: Scenario): Promise<Outcome> {
  const clock = createVirtualClock(startAt)
  const prng = createPrng(scenario.seed)
  const endAt = startAt + scenario.hours * 3_600_000
  const quietAt = Math.max(startAt, endAt - quietMs)
  const initial = await prepareTenant(scenario.agents)
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
    const name = nameEntry(entry)
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
    nodes: scenario.nodes ?? prng.fork('nodes').pick(usualNodes),
    ...(scenario.sabotage ? { sabotage: scenario.sabotage } : {}),
  })
  const network = createNetwork({ clock, prng: prng.fork('network'), weather })
  const directory = createDirectory(demoPassword)
  const chats = scenario.chat ?? prng.fork('chat').chance(chatDays)
  const shop = chats ? createShop(prng.fork('shop')) : null
  const world: SimWorld = {
    clock,
    prng,
    network,
    server,
    mirror,
    log,
    directory,
    shop,
    quietAt,
    overheard: { proofs: [], credentials: [], chatCalls: [] },
  }

  const seating = prng.fork('seats')
  const seats = seatAgents(seating, usernames(scenario.agents))
  const agents = seats.map((seat) => createAgentPerson(world, seat))
  const desks = agents.map((agent) => ({ ...agent, tenantId: 'demo' }))
  invariants.push(...createInvariants({ mirror, holders: server.holders }, desks))
  const beside = seats.find(({ tab }) => tab.credential === 'cookie')?.tab
  createSupervisor(world, agents, seating.chance(0.3) ? beside : undefined)
  createAdministrator(world, agents)
  createAttacker(world, agents)
  bringTrouble(world, agents)
  if (shop !== null) {
    createChatAdministrator(world, shop)
    createChatAttacker(world)
    const pages = createCustomers(world, shop)
    invariants.push(...createChatInvariants({ mirror, holders: server.holders }, pages))
  }

  const audit = () => {
    for (const invariant of invariants) complain(invariant.id, invariant.audit?.(clock.now()) ?? null)
  }
  for (let node = 0; node < server.nodes; node += 1) server.start(node)
  await settled()
  while (violation === null && (await clock.step(endAt))) if (clock.steps % auditEverySteps === 0) audit()
  audit()
  for (const invariant of invariants) complain(invariant.id, invariant.conclude?.() ?? null)
  return { violation, steps: clock.steps, counts }
}
