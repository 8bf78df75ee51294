import type { FastifyInstance } from 'fastify'
import type { Metrics } from '../metrics.ts'
import type { Store } from '../store/store.ts'
import { sendProblem } from './problem.ts'

/** What the probes ask. */
export type HealthDeps = {
  readonly store: Store
  readonly metrics: Metrics
  readonly isDraining: () => boolean
  readonly isCutOff: () => boolean
}

/**
 * `/healthz`: the process answers. `/readyz`: it should get requests, so not while it drains or its store is silent.
 * `/metrics`: the numbers for Prometheus. None of them waits behind anything else.
 */
export function registerHealth(app: FastifyInstance, { store, metrics, isDraining, isCutOff }: HealthDeps): void {
  const hidden = { schema: { hide: true } }
  app.get('/healthz', hidden, async () => ({ status: 'ok' }))
  app.get('/readyz', hidden, async (_request, reply) => {
    if (isDraining()) return sendProblem(reply, { code: 'server.draining' })
    if (isCutOff()) return sendProblem(reply, { code: 'store.unavailable' })
    await store.system.find('tenants', { limit: 1 })
    return { status: 'ready' }
  })
  app.get('/metrics', hidden, async (_request, reply) => reply.type(metrics.contentType).send(await metrics.text()))
}
