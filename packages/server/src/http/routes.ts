import { type Operation, type OperationName, operations, ProblemDocument } from '@hotseat/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifySchema } from 'fastify'
import type { FindNamedUser } from '../compat/find-tenant.ts'
import type { Metrics } from '../metrics.ts'
import type { Clock } from '../ports.ts'
import type { Store } from '../store/store.ts'
import type { Answer, Call, Handlers } from '../use-case.ts'
import { type Admission, type AdmissionDeps, admit, requireListedFor } from './admission.ts'
import { writeCookie } from './cookie.ts'
import { createDenials } from './denials.ts'
import type { FloodGate } from './flood-gate.ts'
import { describeOutcome } from './outcome.ts'
import { Refused, sendProblem } from './problem.ts'
import { createRequestParser } from './validation.ts'
import { withTenant } from './with-tenant.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    operation?: OperationName
    access?: string
  }
  interface FastifyRequest {
    /** Set by the door; null on addresses that are no operation. */
    admission: Admission | null
  }
}

/** What the routes need besides the use cases. */
export type RouteDeps = Omit<AdmissionDeps, 'denials'> & {
  readonly store: Store
  readonly clock: Clock
  readonly handlers: Handlers
  readonly metrics: Metrics
  readonly floodGate: FloodGate
  readonly demo: boolean
  /** The tenant of a sign-in that names none (spec SI19). */
  readonly findNamedUser: FindNamedUser
}

/**
 * Signing out of the last session also empties the browser's cookies of this site (S-24). Not `"storage"`: what was the
 * person's the client forgets itself; the device key (S-13), the last seat and the service worker stay for the next sign-in.
 */
const clearSiteData = '"cookies"'

/** Serves every row of the operations table, and 405 for the methods a path does not take. */
export function registerOperations(app: FastifyInstance, deps: RouteDeps): void {
  app.decorateRequest('admission', null)
  const rows: Readonly<Record<OperationName, Operation>> = operations
  const inside = { ...deps, denials: createDenials(deps) }
  for (const [name, row] of entriesOf(rows)) if (row.demo !== true || deps.demo) registerOperation(app, name, row, inside)
  registerOtherMethods(app)
}

function registerOperation(
  app: FastifyInstance,
  name: OperationName,
  row: Operation,
  deps: RouteDeps & Pick<AdmissionDeps, 'denials'>,
): void {
  const parse = createRequestParser(row)
  app.route({
    method: row.method,
    url: row.path,
    schema: schemaOf(name, row),
    config: { operation: name, access: row.access },
    onRequest: async (request) => {
      const flood = deps.floodGate.enter(name, request.ip)
      if (flood !== null) throw new Refused(flood)
      request.admission = await admit(row, request, deps)
    },
    handler: async (request, reply) => {
      const { admission } = request
      if (admission === null) throw new Refused({ code: 'server.internal', detail: 'a call passed no door' })
      const { caller, approach } = admission
      const parts = parse(request)
      const { input, ...typed } =
        name === 'signIn' ? await withTenant(parts, request.hostname, deps.findNamedUser) : { input: parts }
      const facts = { ...admission.facts, ...typed }
      requireListedFor(input.body, approach, deps.allowed)
      // The parts were read by the schemas of this very row, and the door found a caller exactly when its access asks for one.
      const call = { ...input, facts, caller } as Call<typeof name>
      const handle = deps.handlers[name] as (call: Call<OperationName>) => ReturnType<Handlers[OperationName]>
      const result = await handle(call)
      describeOutcome(name, result, request, deps.metrics)
      if (!result.ok) return sendProblem(reply, result.refusal)
      setCookie(reply, result.value.cookie, deps.own.secure)
      return reply.send(result.value.document)
    },
  })
}

function setCookie(reply: FastifyReply, cookie: Answer<unknown>['cookie'], secure: boolean): void {
  if (cookie === undefined) return
  reply.header('set-cookie', writeCookie(cookie === 'clear' ? null : cookie.token, secure))
  if (cookie === 'clear') reply.header('clear-site-data', clearSiteData)
}

/** The schemas as OpenAPI tells them; validation uses them through `createRequestParser`. */
function schemaOf(name: OperationName, { params, query, body, answer, summary, path, access }: Operation): FastifySchema {
  const problem = {
    description: 'A problem document (RFC 9457).',
    content: { 'application/problem+json': { schema: ProblemDocument } },
  }
  return {
    operationId: name,
    summary,
    tags: [path.split('/')[2] ?? 'api'],
    ...(access === 'anyone'
      ? { security: [] }
      : { description: access === 'session' ? 'Anyone signed in.' : `Needs \`${access}\`.` }),
    ...(params ? { params } : {}),
    ...(query ? { querystring: query } : {}),
    ...(body ? { body } : {}),
    response: { 200: { description: 'Done.', ...answer }, '4xx': problem, '5xx': problem },
  }
}

/** A known address with another method is 405 with `Allow`, not 404 (RFC 9110, 15.5.6). */
function registerOtherMethods(app: FastifyInstance): void {
  // A preflight that nobody's list asked for is refused by `cors.ts` before it comes here.
  const byPath = Map.groupBy(Object.values<Operation>(operations), ({ path }) => path)
  for (const [url, rows] of byPath) {
    const taken = new Set<string>(rows.map(({ method }) => method))
    const allow = [...taken].join(', ')
    const others = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'TRACE'].filter((method) => !taken.has(method))
    const answer = async (_request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply.header('allow', allow), { code: 'request.method' })
    // In `onRequest`, so that no body is read for it.
    app.route({ method: others, url, schema: { hide: true }, onRequest: answer, handler: answer })
  }
}

function entriesOf<T extends object>(table: T): [keyof T, T[keyof T]][] {
  return Object.entries(table) as [keyof T, T[keyof T]][]
}
