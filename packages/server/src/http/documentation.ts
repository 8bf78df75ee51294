import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'

/** Swagger UI brings its own files; it draws some icons from data URLs, and hides one by this style attribute. */
const hiddenIcons = "'unsafe-hashes' 'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='"
const documentationPolicy =
  `default-src 'none'; script-src 'self'; style-src 'self' ${hiddenIcons}; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; ` +
  "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"

/** Describes the API from the routes themselves: `/openapi.json` for programs, `/docs` for people. Register before the routes. */
export async function registerDocumentation(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Hotseat',
        description: 'Sign in once, stay signed in. Refusals are RFC 9457 problem documents with a stable `code`.',
        version: '1',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      components: {
        securitySchemes: {
          cookie: { type: 'apiKey', in: 'cookie', name: 'hotseat', description: 'Writes also need `X-CSRF-Token`.' },
          bearer: { type: 'http', scheme: 'bearer', description: 'For pages of other origins and clients that are no browser.' },
        },
      },
      security: [{ cookie: [] }, { bearer: [] }],
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    uiConfig: { tryItOutEnabled: false, supportedSubmitMethods: [] },
    staticCSP: documentationPolicy,
    logLevel: 'warn',
  })
  app.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
}
