import {
  type AttemptCounter,
  type AttemptPolicy,
  askPermit,
  budgetOverAt,
  countFailure,
  isSpent,
  longestPermitWaitMs,
  noAttempts,
  type PreferenceValues,
  permitLeaseMs,
  permitWaitMs,
  type Refusal,
  releasePermit,
  type Settlement,
  settlePermit,
  sourceBudgetPolicy,
  strictestPolicy,
} from '@hotseat/core'
import type { Deps } from '../deps.ts'
import { nobody, type TenantSettings } from '../preferences/tenant-settings.ts'
import type { SystemStore, Writer } from '../store/store.ts'
import type { AccountRow, SystemTables } from '../store/tables.ts'
import { createId } from './tokens.ts'
import { createTurnstile, type Patience } from './turnstile.ts'

/** One guess at a password: whose, and from where. `sourceKey` is null for a device that has signed in before (S-18). */
export type Guess = { readonly key: string; readonly sourceKey: string | null; readonly policy: AttemptPolicy }
/** The right to verify one password; to be settled or released. */
export type Permit = Guess & { readonly id: string }
type Rows = Writer<SystemTables>

/** `newBlockUntil`: guesses that never came to an end were the last ones allowed; whoever finds that out tells it. */
type Denial = { readonly refusal: Refusal; readonly newBlockUntil: number | null }
const patience: Patience = { stillMs: permitWaitMs, longestMs: longestPermitWaitMs }
const crowded: Denial = {
  refusal: { code: 'overload.passwords', facts: { retryAfterMs: permitWaitMs } },
  newBlockUntil: null,
}

/** The lockout of core on the store: exact on many nodes, because every step is one unit of work (S-10). */
export interface Attempts {
  /** A permit, or why not: blocked, the source's budget spent, or too many guesses in flight for too long. */
  take(guess: Guess): Promise<{ ok: true; permit: Permit } | ({ ok: false } & Denial)>
  /** Inside the unit of work that carries the outcome: counts the failure, or clears them. */
  settle(rows: Rows, permit: Permit, fits: boolean): Promise<Settlement>
  /** Gives back a permit whose password nobody looked at (S-16). */
  release(permit: Permit): Promise<void>
  /** To be called after the commit that settled: whoever waits on this node goes on at once. */
  settled(permit: Permit): void
  /**
   * Runs the work that settles a right password. When the work fails, the permit goes back: nobody guessed wrong (S-16).
   * A wrong one whose work fails keeps its permit, and its lease running out counts it (S-73).
   */
  settlingRight<T>(permit: Permit, work: () => Promise<T>): Promise<T>
}

/**
 * The lockout policy of who asks for a tenant: the strictest of all tenants of the person, whichever is named, so that none
 * is the way around another's (spec LO14). For a name that nobody has it is the named tenant's.
 */
export async function findAttemptPolicy(
  settings: TenantSettings,
  tenantId: string,
  account: Pick<AccountRow, 'tenants'> | undefined,
): Promise<AttemptPolicy> {
  const others = account?.tenants.filter((id) => id !== tenantId) ?? []
  const policyOf = async (id: string) => policyFrom(await settings.preferencesOf(id, nobody))
  return strictestPolicy(await policyOf(tenantId), await Promise.all(others.map(policyOf)))
}

function policyFrom(preferences: PreferenceValues): AttemptPolicy {
  return {
    maxFailures: preferences['lockout.maxFailures'],
    durationMs: preferences['lockout.durationMs'],
    permitLeaseMs,
  }
}

export function createAttempts({ store, clock, random }: Pick<Deps, 'store' | 'clock' | 'random'>): Attempts {
  const turnstile = createTurnstile(clock)

  async function ask(guess: Guess, id: string): Promise<Permit | Denial | 'wait'> {
    // A plain read first: an attack on a blocked account costs no unit of work (S-68).
    const refusal = await objection(store.system, guess, clock.now())
    if (refusal !== null) return { refusal, newBlockUntil: null }
    return store.system.transact(async (rows) => {
      const counter = await counterOf(rows, guess.key)
      const answer = askPermit(counter, id, guess.policy, clock.now())
      if (answer.counter !== counter) keep(rows, guess.key, answer.counter)
      if (answer.kind === 'blocked') {
        const newBlockUntil = answer.becameBlocked ? answer.untilAt : null
        return { refusal: blocked(answer.untilAt, clock.now()), newBlockUntil }
      }
      return answer.kind === 'wait' ? 'wait' : { ...guess, id }
    })
  }

  function keep(rows: Rows, key: string, { failures, permits, blockedUntil }: AttemptCounter): void {
    rows.put('attempts', { key, failures, permits, blockedUntil, changedAt: clock.now() })
  }

  async function release(permit: Permit): Promise<void> {
    await store.system.transact(async (rows) =>
      keep(rows, permit.key, releasePermit(await counterOf(rows, permit.key), permit.id)),
    )
    turnstile.wake(permit.key)
  }

  return {
    async take(guess) {
      const id = createId(random)
      const answer = await turnstile.pass(guess.key, patience, () => ask(guess, id))
      if (answer === 'wait') return { ok: false, ...crowded }
      return 'refusal' in answer ? { ok: false, ...answer } : { ok: true, permit: answer }
    },
    async settle(rows, { id, key, sourceKey, policy }, fits) {
      const settlement = settlePermit(await counterOf(rows, key), id, fits, policy, clock.now())
      keep(rows, key, settlement.counter)
      if (!fits && sourceKey !== null) {
        const budget = (await rows.get('budgets', { key: sourceKey })) ?? null
        rows.put('budgets', { key: sourceKey, ...countFailure(budget, clock.now(), sourceBudgetPolicy(policy)) })
      }
      return settlement
    },
    release,
    settled: ({ key }) => turnstile.wake(key),
    async settlingRight(permit, work) {
      try {
        return await work()
      } catch (error) {
        // A store that is away takes no permit back either; then its lease runs out.
        await release(permit).catch(() => undefined)
        throw error
      } finally {
        turnstile.wake(permit.key)
      }
    },
  }
}

async function counterOf(rows: Pick<Rows, 'get'>, key: string): Promise<AttemptCounter> {
  return (await rows.get('attempts', { key })) ?? noAttempts
}

/** What can be said without a permit: the account is blocked, or the source has spent its budget. */
async function objection(system: Pick<SystemStore, 'get'>, guess: Guess, now: number): Promise<Refusal | null> {
  const { blockedUntil } = await counterOf(system, guess.key)
  if (blockedUntil !== null && blockedUntil > now) return blocked(blockedUntil, now)
  if (guess.sourceKey === null) return null
  const budget = (await system.get('budgets', { key: guess.sourceKey })) ?? null
  const policy = sourceBudgetPolicy(guess.policy)
  if (budget === null || !isSpent(budget, now, policy)) return null
  return { code: 'signIn.source', facts: { retryAfterMs: budgetOverAt(budget, policy) - now } }
}

function blocked(untilAt: number, now: number): Refusal {
  return { code: 'signIn.blocked', facts: { retryAfterMs: untilAt - now } }
}
