import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import type { Adapter } from '../compat/adapter.ts'
import type { PasswordDoor } from '../compat/password-door.ts'
import { createErrorAnswer, registerAdapters } from '../compat/register-adapters.ts'
import type { Random } from '../ports.ts'
import { registerBodyDeadline } from './body-deadline.ts'
import { registerCors } from './cors.ts'
import { createDenials } from './denials.ts'
import { registerDocumentation } from './documentation.ts'
import { type HealthDeps, registerHealth } from './health.ts'
import { answerRaw } from './raw-answer.ts'
import { registerMedia } from './recordings/register-media.ts'
import { registerUploads, type UploadDeps } from './recordings/register-uploads.ts'
import { type RouteDeps, registerOperations } from './routes.ts'
import { registerJson } from './safe-json.ts'
import { baseHeaders, registerSecurityHeaders } from './security-headers.ts'
import { registerStrictMethods } from './strict-methods.ts'
import { type BuiltPages, registerUserInterface } from './user-interface.ts'

/** What the HTTP surface is made of. */
export type AppParts = RouteDeps &
  HealthDeps & {
    readonly log: FastifyBaseLogger
    readonly random: Random
    readonly trustedProxies: readonly string[]
    readonly pages: BuiltPages
    readonly adapters: readonly Adapter[]
    readonly passwordDoor: PasswordDoor
    readonly defaultTenant: string | null
    readonly recorderPort: number
    /** What recordings are uploaded and played by. */
    readonly recording: UploadDeps
  }

/** The largest body (S-19). */
export const maxBodyBytes = 64 * 1024
/** A client that sends its headers slower than this is cut off (S-20); its body: `body-deadline.ts`. */
const headersTimeoutMs = 10_000

/** The HTTP surface, ready to listen or to inject. */
export async function createApp(parts: AppParts): Promise<FastifyInstance> {
  const answerError = createErrorAnswer(parts.adapters)
  const app = fastify({
    loggerInstance: parts.log,
    logController: new LogController({ disableRequestLogging: true }),
    // One log for all requests: a child of it for each is most of what a request costs the log, and no line tells its id.
    childLoggerFactory: (logger) => logger,
    bodyLimit: maxBodyBytes,
    http: { headersTimeout: headersTimeoutMs, connectionsCheckingInterval: 2_000 },
    trustProxy: parts.trustedProxies.length > 0 ? [...parts.trustedProxies] : false,
    requestIdHeader: false,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: (error, request, reply) => answerError(error, request, reply.headers(baseHeaders(parts.own.secure))),
    clientErrorHandler: (_error, socket) => answerRaw(socket, { code: 'request.malformed' }, parts.own.secure),
  })
  // The operations' own parser checks requests (`createRequestParser`); Fastify keeps the schemas for OpenAPI.
  app.setValidatorCompiler(() => () => true)
  // A serializer made from a schema costs a start half a second, and unions are validated anew at each answer.
  app.setSerializerCompiler(() => JSON.stringify)
  app.setErrorHandler(answerError)
  registerSecurityHeaders(app, parts.own)
  registerBodyDeadline(app, parts.clock, parts.own.secure)
  registerStrictMethods(app)
  registerCors(app, parts.allowed)
  registerJson(app)
  await registerDocumentation(app)
  registerHealth(app, parts)
  registerOperations(app, parts)
  registerMedia(app, { ...parts, ...parts.recording, denials: createDenials(parts) })
  registerUploads(app, parts.recording)
  registerAdapters(app, parts.adapters, parts.passwordDoor)
  await registerUserInterface(app, parts)
  app.addHook('onResponse', async ({ routeOptions }, { statusCode }) => {
    parts.metrics.onRequest(routeOptions.config?.operation ?? 'other', statusCode)
  })
  return app
}
