import { createMemoryStore, type StoreSnapshot, seedAgents, seedDemo } from '@hotseat/server/parts'
import { createPrng, type Prng } from './prng.ts'
import { encodePassword } from './server/virtual-hasher.ts'

/** A moment to start from: nothing depends on which. */
export const startAt = Date.UTC(2026, 0, 5, 8)
/** How many agents the demo data brings; more are added to it. */
const demoAgents = 20

const prepared = new Map<number, Promise<StoreSnapshot>>()

/** The demo tenant with enough agents; the same for every seed, so it is made once. */
export function prepareTenant(agents: number): Promise<StoreSnapshot> {
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

/** The user names of so many agents. */
export function usernames(count: number): string[] {
  return Array.from({ length: count }, (_, index) =>
    index < demoAgents ? `agent${String(index + 1).padStart(2, '0')}` : `load${String(index + 1 - demoAgents).padStart(5, '0')}`,
  )
}
