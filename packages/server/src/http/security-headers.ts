import type { FastifyInstance } from 'fastify'

/** What every answer carries (S-34); the surfaces below add to it. */
const common = {
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
  'permissions-policy': 'camera=(), geolocation=(), payment=(), usb=(), microphone=(self)',
} as const

const oneYear = 'max-age=31536000; includeSubDomains'
const nothingInside = "object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'"

/** Answers that are data: nothing in them may run, and no cache may keep them. */
const dataHeaders = {
  'content-security-policy': `default-src 'none'; ${nothingInside}; require-trusted-types-for 'script'`,
  'cache-control': 'no-store',
} as const

/**
 * The desk: scripts from our own files only. Mantine writes its theme into a `<style>`, so styles go by a nonce. It does
 * that by `innerHTML`, which is why Trusted Types cannot be required here. Beside us it speaks to the recorder of its machine.
 */
export function pagePolicy(nonce: string, recorderPort: number): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' http://127.0.0.1:${recorderPort}`,
    "worker-src 'self' blob:",
    "media-src 'self' blob:",
    "manifest-src 'self'",
    nothingInside,
  ].join('; ')
}

/** Files of the desk: a worker or a service worker lives under the policy of its own script, and must reach the API. */
export const scriptPolicy = `default-src 'none'; script-src 'self'; connect-src 'self'; ${nothingInside}`

/** What every answer starts with; a page then brings its own policy. */
export function baseHeaders(secure: boolean): Readonly<Record<string, string>> {
  return { ...common, ...dataHeaders, ...(secure ? { 'strict-transport-security': oneYear } : {}) }
}

/** Sets the headers before anything can answer, so that errors carry them too. */
export function registerSecurityHeaders(app: FastifyInstance, { secure }: { readonly secure: boolean }): void {
  const headers = baseHeaders(secure)
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(headers)
  })
}
