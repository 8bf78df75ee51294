/**
 * Shows the app while the server is away: pages from the network first, from the cache when it does not answer; built
 * files, whose names carry their content, from the cache first. The API is never cached and never touched.
 */

/** Replaced by the build with the JSON list of this build's files, so that each build is a new worker. */
const shellFiles = '__SHELL_FILES__'
const page = '/'
/** The standard names this scope `WorkerGlobalScope & typeof globalThis`; here it is a service worker's. */
const scope = self as unknown as ServiceWorkerGlobalScope
/** A page that takes longer than this comes from the cache, in ms. */
const patienceMs = 2_500

function builtFiles(): readonly string[] {
  return shellFiles.startsWith('[') ? JSON.parse(shellFiles) : []
}

/** One cache a build: the names in the list change whenever a file does. */
function cacheName(): string {
  let sum = 0
  for (const letter of shellFiles) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) >>> 0
  return `hotseat-shell-${sum.toString(36)}`
}

async function fill(): Promise<void> {
  const cache = await caches.open(cacheName())
  await cache.addAll([page, '/icon.svg', ...builtFiles()])
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys()
  await Promise.all(
    names.filter((name) => name.startsWith('hotseat-shell-') && name !== cacheName()).map((name) => caches.delete(name)),
  )
}

async function openPage(request: Request): Promise<Response> {
  const cache = await caches.open(cacheName())
  const cached = await cache.match(page)
  const asked = fetch(request).then(async (response) => {
    if (response.ok && new URL(request.url).pathname === page) await cache.put(page, response.clone())
    // A proxy whose server is away answers with its own error page; the desk is worth more than that.
    return response.status >= 500 && cached !== undefined ? cached : response
  })
  if (cached === undefined) return asked
  const patience = new Promise<Response>((resolve) => setTimeout(() => resolve(cached), patienceMs))
  return Promise.race([asked.catch(() => cached), patience])
}

async function openFile(request: Request): Promise<Response> {
  return (await caches.match(request, { ignoreVary: true })) ?? fetch(request)
}

scope.addEventListener('install', (event) => {
  event.waitUntil(fill().then(() => scope.skipWaiting()))
})
scope.addEventListener('activate', (event) => {
  event.waitUntil(forgetOthers().then(() => scope.clients.claim()))
})
scope.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== scope.location.origin) return
  if (request.mode === 'navigate' && url.pathname === page) event.respondWith(openPage(request))
  else if (url.pathname.startsWith('/assets/') || url.pathname === '/icon.svg') event.respondWith(openFile(request))
})
