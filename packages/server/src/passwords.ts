import { availableParallelism } from 'node:os'
import { hash, parseOptions, verify } from '@node-rs/argon2'
import { type Clock, Overloaded, type PasswordHasher } from './ports.ts'

/** Argon2id as OWASP asks for (S-03); `memoryCost` is KiB. The library's default algorithm is Argon2id, version 19. */
export const passwordCost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
export type PasswordCost = { readonly memoryCost: number; readonly timeCost: number; readonly parallelism: number }

/** The queue may hold this much work; more is refused with `Overloaded` (S-19). */
const maxQueuedMs = 1_000
/** How much one new measurement moves the estimate of a hash's duration. */
const weight = 0.1

export type PasswordQueue = PasswordHasher & {
  /** Hashes running and waiting now, for the metrics. */
  load(): { readonly running: number; readonly waiting: number; readonly queuedMs: number }
}

type Job = { readonly deadlineAt: number; run(): Promise<void>; drop(): void }

/** What is known of the work to be done: hashing and verifying take the same time. */
export type HashWork = { readonly clock: Clock; readonly cost?: PasswordCost; readonly lanes?: number }

/**
 * Hashes on libuv's threads, at most `lanes` (the cores) at a time, so that the event loop stays free for keep-alives.
 * What waits is bounded by time, not by number: the duration of a hash is measured as it goes. A job that waited
 * longer than that bound after all is dropped unhashed: its client has given up (security.md, storms, model C).
 */
export function createPasswordHasher({ clock, cost = passwordCost, lanes = availableParallelism() }: HashWork): PasswordQueue {
  const waiting: Job[] = []
  let running = 0
  let hashMs = 25

  const queuedMs = () => (waiting.length * hashMs) / lanes

  async function runNext(): Promise<void> {
    const job = waiting.shift()
    if (job === undefined) return
    const startedAt = clock.now()
    if (job.deadlineAt < startedAt) {
      job.drop()
      return runNext()
    }
    running += 1
    await job.run()
    running -= 1
    hashMs += (Math.max(1, clock.now() - startedAt) - hashMs) * weight
    return runNext()
  }

  function enqueue<T>(work: () => Promise<T>): Promise<T> {
    if (queuedMs() >= maxQueuedMs) return Promise.reject(new Overloaded(Math.ceil(queuedMs())))
    return new Promise((resolve, reject) => {
      waiting.push({
        deadlineAt: clock.now() + 2 * maxQueuedMs,
        run: () => work().then(resolve, reject),
        drop: () => reject(new Overloaded(maxQueuedMs)),
      })
      if (running < lanes) void runNext()
    })
  }

  // An unknown user is checked against this, so that it takes as long as a known one (S-08).
  let dummy: Promise<string> | undefined
  const dummyHash = () => {
    dummy ??= hash('nobody has this password', cost)
    return dummy
  }

  return {
    hash: (password) => enqueue(() => hash(password, cost)),
    verify: (phc, password) =>
      enqueue(async () => {
        const fits = await verify(phc ?? (await dummyHash()), password)
        return phc === null ? { fits: false, outdated: false } : { fits, outdated: isOutdated(phc, cost) }
      }),
    load: () => ({ running, waiting: waiting.length, queuedMs: Math.round(queuedMs()) }),
  }
}

/** Whether a hash was made with other parameters than today's, so that the next sign-in renews it. */
function isOutdated(phc: string, cost: PasswordCost): boolean {
  const { memoryCost, timeCost, parallelism } = parseOptions(phc)
  return memoryCost !== cost.memoryCost || timeCost !== cost.timeCost || parallelism !== cost.parallelism
}
