import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Every metric: its kind, labels and meaning. `docs/reference/metrics.md` is generated from here. */
export const metricTable = {
  hotseat_sign_ins_total: {
    kind: 'counter',
    labels: ['outcome'],
    help: 'Sign-ins by outcome: `accepted` or the code of the refusal.',
  },
  hotseat_resumes_total: {
    kind: 'counter',
    labels: ['outcome'],
    help: 'Resumes by outcome: `recovered`, `resynced` or the code of the refusal.',
  },
  hotseat_requests_total: { kind: 'counter', labels: ['operation', 'status'], help: 'Answered calls of the native API.' },
  hotseat_feed_sockets: { kind: 'gauge', labels: [], help: 'Open feed sockets on this node.' },
  hotseat_feed_slow_total: { kind: 'counter', labels: [], help: 'Feed sockets closed because they did not read.' },
  hotseat_expected_back: { kind: 'gauge', labels: [], help: 'Dropped sessions that are expected to resume.' },
  hotseat_password_queue_ms: { kind: 'gauge', labels: [], help: 'Milliseconds of password hashing that wait.' },
  hotseat_commit_seconds: { kind: 'histogram', labels: [], help: 'From a unit of work to its durable commit.' },
  hotseat_event_loop_lag_seconds: { kind: 'gauge', labels: ['quantile'], help: 'Delay of the event loop since the last scrape.' },
  hotseat_resident_memory_bytes: { kind: 'gauge', labels: [], help: 'Resident memory of the process.' },
} as const satisfies Record<string, { kind: 'counter' | 'gauge' | 'histogram'; labels: readonly string[]; help: string }>

/** Numbers that are read when somebody looks. */
export type Sources = {
  readonly sockets: () => number
  readonly expectedBack: () => number
  readonly passwordQueueMs: () => number
}

/** What the server counts, and the text that Prometheus reads. */
export type Metrics = {
  onSignIn(outcome: string): void
  onResume(outcome: string): void
  onRequest(operation: string, status: number): void
  onSlow(): void
  onCommit(seconds: number): void
  /** Names where the gauges read; without it they stay 0. */
  watch(sources: Sources): void
  text(): Promise<string>
  readonly contentType: string
  close(): void
}

/** Metrics of one server, in a registry of its own, so that several can live in one process. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  const row = <N extends keyof typeof metricTable>(name: N) => ({
    name,
    help: metricTable[name].help,
    labelNames: [...metricTable[name].labels],
    registers: [registry],
  })
  let sources: Sources = { sockets: () => 0, expectedBack: () => 0, passwordQueueMs: () => 0 }
  const signIns = new Counter(row('hotseat_sign_ins_total'))
  const resumes = new Counter(row('hotseat_resumes_total'))
  const requests = new Counter(row('hotseat_requests_total'))
  const slow = new Counter(row('hotseat_feed_slow_total'))
  const commits = new Histogram({
    ...row('hotseat_commit_seconds'),
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 2],
  })
  const gauges = {
    sockets: new Gauge(row('hotseat_feed_sockets')),
    expectedBack: new Gauge(row('hotseat_expected_back')),
    passwordQueueMs: new Gauge(row('hotseat_password_queue_ms')),
    memory: new Gauge(row('hotseat_resident_memory_bytes')),
    lag: new Gauge(row('hotseat_event_loop_lag_seconds')),
  }
  const lag = monitorEventLoopDelay({ resolution: 20 })
  lag.enable()

  return {
    onSignIn: (outcome) => signIns.inc({ outcome }),
    onResume: (outcome) => resumes.inc({ outcome }),
    onRequest: (operation, status) => requests.inc({ operation, status }),
    onSlow: () => slow.inc(),
    onCommit: (seconds) => commits.observe(seconds),
    watch: (named) => {
      sources = named
    },
    text() {
      gauges.sockets.set(sources.sockets())
      gauges.expectedBack.set(sources.expectedBack())
      gauges.passwordQueueMs.set(sources.passwordQueueMs())
      gauges.memory.set(process.memoryUsage.rss())
      for (const quantile of [50, 99]) gauges.lag.set({ quantile: `0.${quantile}` }, lag.percentile(quantile) / 1e9)
      lag.reset()
      return registry.metrics()
    },
    contentType: registry.contentType,
    close: () => lag.disable(),
  }
}
