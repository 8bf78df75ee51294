import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Random } from '../ports.ts'
import { sendProblem } from './problem.ts'
import { pagePolicy, scriptPolicy } from './security-headers.ts'

/** Where the built pages lie. */
export type BuiltPages = { readonly desk: string; readonly sdk: string }

const packages = fileURLToPath(new URL('../../../', import.meta.url))
export const builtPages: BuiltPages = { desk: join(packages, 'desk/dist'), sdk: join(packages, 'client/dist') }

/** What the build writes where the nonce belongs. */
const placeholder = '__CSP_NONCE__'
/** Built files carry a hash of their content in their name, so they never change. */
const forever = 'public, max-age=31536000, immutable'
/** First parts of paths that are not pages of the desk: an unknown one stays a 404. */
const notPages = /^\/(v1|sdk|docs|assets|metrics|healthz|readyz|openapi\.json)(\/|$|\?)/

/** What the server says in the page itself, so that the desk need not ask. */
type PageFacts = {
  readonly demo: boolean
  /** The tenant of who names none: an id, so it needs no escaping. */
  readonly defaultTenant: string | null
  /** Where on loopback a recorder listens. */
  readonly recorderPort: number
}

type Parts = { readonly pages: BuiltPages; readonly random: Random } & PageFacts

/** Serves the desk with its fallback for deep links, and the SDK. Without a build the API works all the same. */
export async function registerUserInterface(app: FastifyInstance, { pages, random, ...facts }: Parts): Promise<void> {
  const built = await readFile(join(pages.desk, 'index.html'), 'utf8').catch(() => null)
  const index = built === null ? null : withFacts(built, facts)
  if (existsSync(pages.sdk)) await serveSdk(app, pages.sdk)
  if (index !== null) await serveFiles(app, pages.desk)
  const sendPage = (reply: FastifyReply, page: string) => {
    const nonce = Buffer.from(random.bytes(16)).toString('base64')
    const headers = {
      'content-security-policy': pagePolicy(nonce, facts.recorderPort),
      'content-type': 'text/html; charset=utf-8',
    }
    return reply.headers(headers).send(withNonce(page, nonce))
  }
  if (index !== null) app.get('/', { schema: { hide: true } }, async (_request, reply) => sendPage(reply, index))
  app.setNotFoundHandler(({ method, url }, reply) => {
    const isPage = (method === 'GET' || method === 'HEAD') && !notPages.test(url) && !lastName(url).includes('.')
    return isPage && index !== null ? sendPage(reply, index) : sendProblem(reply, { code: 'request.notFound' })
  })
}

async function serveFiles(app: FastifyInstance, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    prefix: '/',
    index: false,
    cacheControl: false,
    decorateReply: false,
    // The page goes out with a nonce, never as the file.
    allowedPath: (path) => path !== '/index.html',
    setHeaders: (reply, path) => {
      reply.header('cache-control', path.includes('/assets/') ? forever : 'no-cache')
      reply.header('content-security-policy', scriptPolicy)
    },
  })
}

async function serveSdk(app: FastifyInstance, root: string): Promise<void> {
  await app.register(fastifyStatic, {
    root,
    prefix: '/sdk/',
    index: false,
    cacheControl: false,
    decorateReply: false,
    setHeaders: (reply) => {
      // Another origin's page loads the SDK from here; its calls then need the tenant's allow-list.
      reply.header('cross-origin-resource-policy', 'cross-origin')
      reply.header('access-control-allow-origin', '*')
      reply.header('cache-control', 'no-cache')
      reply.header('content-security-policy', scriptPolicy)
    },
  })
}

/** A path such as `/favicon.ico` asks for a file, not for a page. */
function lastName(url: string): string {
  return url.split('?', 1)[0]?.split('/').at(-1) ?? ''
}

/** The page, saying whether there is demo data, which tenant to start with, and where a recorder listens (HT21). */
function withFacts(page: string, { demo, defaultTenant, recorderPort }: PageFacts): string {
  const tenant = defaultTenant === null ? '' : `<meta name="hotseat-tenant" content="${defaultTenant}">`
  const facts = `<meta name="hotseat-demo" content="${demo ? 'yes' : 'no'}"><meta name="hotseat-recorder" content="${recorderPort}">`
  return page.replace('<head>', `<head>${facts}${tenant}`)
}

/** The page with its nonce, in a form that scripts can read and a leaked attribute selector cannot. */
function withNonce(page: string, nonce: string): string {
  if (page.includes(placeholder)) return page.replaceAll(placeholder, nonce)
  return page.replace('<head>', `<head><meta property="csp-nonce" nonce="${nonce}">`)
}
