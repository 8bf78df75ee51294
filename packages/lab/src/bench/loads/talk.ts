import { quantile } from '../statistics.ts'

/** Who writes; the other one reads. */
export type Side = 'customer' | 'agent'
/** From writing to reading, in ms. */
export type Delays = { readonly count: number; readonly p50Ms: number; readonly p99Ms: number }
export type TalkTime = { readonly perSecond: number; readonly durationMs: number }
/** Moments in ms, with parts of one. */
export type TalkClock = { now(): number; sleep(durationMs: number): Promise<void> }

/** Texts that go both ways at a steady rate, and how long each takes. */
export interface Talk {
  /** To be called with every text that a side reads, as often as it reads it. */
  heard(by: Side, text: string): void
  /**
   * Each side writes `perSecond` texts; nobody waits for an answer before the next one, so that a stall is seen by all who write in it.
   * `write` resolves when the text is acknowledged. Throws when a text is lost, comes twice, or to the one who wrote it.
   */
  run(time: TalkTime, write: (side: Side, turn: number, text: string) => Promise<void>): Promise<Record<Side, Delays>>
}

/** So long a text may take before it counts as lost. */
const patienceMs = 20_000
const pad = 'Good morning, could you please look into my order once more?'

export function createTalk({ now, sleep }: TalkClock): Talk {
  const written = new Map<string, { side: Side; at: number }>()
  const tookMs: Record<Side, number[]> = { customer: [], agent: [] }
  let faults: string[] = []
  let nextId = 1

  return {
    heard(by, text) {
      const known = written.get(text)
      if (known === undefined || known.side === by) {
        faults.push(`${by} read unexpectedly: ${text}`)
        return
      }
      written.delete(text)
      tookMs[known.side].push(now() - known.at)
    },

    async run({ perSecond, durationMs }, write) {
      tookMs.customer = []
      tookMs.agent = []
      const turns = Math.round((perSecond * durationMs) / 1_000)
      const answers: Promise<void>[] = []
      const startedAt = now()
      // The sides write in turn, half a beat apart.
      for (let beat = 0; beat < 2 * turns; beat += 1) {
        const side = beat % 2 === 0 ? 'customer' : 'agent'
        while (now() - startedAt < (beat * 500) / perSecond) await sleep(1)
        const text = `${nextId} ${pad}`
        nextId += 1
        written.set(text, { side, at: now() })
        const answer = write(side, Math.floor(beat / 2), text)
        answer.catch((error: unknown) => faults.push(String(error)))
        answers.push(answer)
      }
      await Promise.allSettled(answers)
      const until = now() + patienceMs
      while (written.size > 0 && faults.length === 0 && now() < until) await sleep(5)
      if (written.size > 0) faults.push(`${written.size} texts were never read`)
      const [fault] = faults
      faults = []
      written.clear()
      if (fault !== undefined) throw new Error(fault)
      return { customer: summed(tookMs.customer), agent: summed(tookMs.agent) }
    },
  }
}

function summed(tookMs: readonly number[]): Delays {
  return { count: tookMs.length, p50Ms: quantile(tookMs, 0.5), p99Ms: quantile(tookMs, 0.99) }
}

export const talkClock: TalkClock = {
  now: () => performance.now(),
  sleep: (durationMs) => new Promise((resolve) => setTimeout(resolve, durationMs)),
}
