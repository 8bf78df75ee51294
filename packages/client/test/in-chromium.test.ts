import type { BrowserContext, Page } from 'playwright-core'
import { beforeAll, describe, expect, test } from 'vitest'
import { buildClient } from '../build.ts'
import { openBrowser, pageWithSdk, untilStatus, visit } from './browser.ts'
import { demoPassword, startServer } from './real-server.ts'
import { allowOrigin, serveSite } from './site.ts'

beforeAll(() => buildClient())

/** A browser with a page on the server's own origin. */
async function open(options: object = {}) {
  const server = await startServer()
  const context = await openBrowser()
  const url = `${server.origin}/test-page`
  await context.route(url, (route) => route.fulfill({ contentType: 'text/html', body: pageWithSdk(server.origin, options) }))
  const openTab = async () => {
    const page = await context.newPage()
    await visit(page, url)
    return page
  }
  return { server, context, url, openTab, first: await openTab() }
}

const signIn = (page: Page, username: string) =>
  page.evaluate(([name, password]) => window.hotseat.signIn({ tenant: 'demo', username: name, password }).then(() => undefined), [
    username,
    demoPassword,
  ] as const)
const sessionOf = (page: Page) => page.evaluate(() => window.hotseat.session?.session.id ?? null)
const resumesIn = (context: BrowserContext) => {
  const resumes: string[] = []
  context.on('request', (request) => {
    if (request.url().endsWith('/v1/resume')) resumes.push(request.url())
  })
  return resumes
}

describe('in Chromium, on the server’s own origin', () => {
  test('two tabs share the session, one of them resumes, and a sign-out reaches both', async () => {
    const { server, context, openTab, first } = await open()
    await signIn(first, 'agent04')
    await untilStatus(first, 'connected')
    const second = await openTab()
    await second.evaluate(() => window.hotseat.restore())
    await untilStatus(second, 'connected')
    expect(await sessionOf(second)).toBe(await sessionOf(first))
    const resumes = resumesIn(context)
    await server.kill()
    await Promise.all([untilStatus(first, 'reconnecting'), untilStatus(second, 'reconnecting')])
    await server.startAgain()
    await Promise.all([untilStatus(first, 'connected'), untilStatus(second, 'connected')])
    expect(resumes).toHaveLength(1)
    await second.evaluate(() => window.hotseat.signOut())
    await untilStatus(first, 'signedOut')
    // Signing in again on the same page works, although the sign-out emptied the browser's storage under it.
    await signIn(first, 'agent05')
    await untilStatus(second, 'connected')
  })

  test('[S-52] [S-53] the browser keeps no password, and a key that cannot be read', async () => {
    const { context, first } = await open()
    await signIn(first, 'agent06')
    await untilStatus(first, 'connected')
    const kept = await first.evaluate(async () => {
      const request = indexedDB.open('hotseat')
      const db = await new Promise<IDBDatabase>((resolve) => request.addEventListener('success', () => resolve(request.result)))
      const all = db.transaction('kept').objectStore('kept').getAll()
      const values = await new Promise<unknown[]>((resolve) => all.addEventListener('success', () => resolve(all.result)))
      const keys = values.flatMap((value) => (value instanceof Object && 'key' in value ? [value.key as CryptoKeyPair] : []))
      const exported = await Promise.all(
        keys.map(({ privateKey }) =>
          crypto.subtle.exportKey('jwk', privateKey).then(
            () => 'read',
            () => 'refused',
          ),
        ),
      )
      return { text: JSON.stringify([values, { ...localStorage }, { ...sessionStorage }, document.cookie]), exported }
    })
    expect(kept.exported).toEqual(['refused'])
    expect(kept.text).toContain('agent06')
    expect(kept.text).not.toContain(demoPassword)
    for (const { value, httpOnly } of await context.cookies()) {
      expect(httpOnly).toBe(true)
      expect(kept.text).not.toContain(value)
    }
  })

  test('[S-26] an isolated tab keeps its session through a reload, and its duplicate gets none of it', async () => {
    const { context, url, first } = await open({ isolate: true })
    await signIn(first, 'agent07')
    await untilStatus(first, 'connected')
    const id = await sessionOf(first)
    await visit(first, url)
    await first.evaluate(() => window.hotseat.restore())
    expect(await sessionOf(first)).toBe(id)
    await untilStatus(first, 'connected')
    // A window that a page opens starts with a copy of its session storage, as a duplicated tab does.
    const [duplicate] = await Promise.all([context.waitForEvent('page'), first.evaluate((to) => void window.open(to), url)])
    await duplicate.waitForFunction(() => 'hotseat' in window)
    expect(await duplicate.evaluate(() => window.hotseat.restore())).toBeNull()
    const labelOf = (page: Page) => page.evaluate(() => sessionStorage.getItem('hotseat.sub'))
    expect(await labelOf(duplicate)).not.toBe(await labelOf(first))
  })
})

describe('in Chromium, on another origin', () => {
  test('[RE12] a page that was left and gone back to comes out of the cache as it was, with one resume', async () => {
    const server = await startServer()
    const site = await serveSite(pageWithSdk(server.origin, { origin: server.origin }))
    await allowOrigin(server.origin, site)
    const context = await openBrowser({ hasPageCache: true })
    const page = await context.newPage()
    await visit(page, site)
    await signIn(page, 'agent08')
    await untilStatus(page, 'connected')
    await page.evaluate(() => window.hotseat.call('setState', { body: { medium: 'voice', state: 'READY' } }))
    const before = await page.evaluate(() => {
      addEventListener('pageshow', ({ persisted }) => window.restored.push({ persisted }))
      return window.hotseat.session
    })
    const resumes = resumesIn(context)
    // Another host is another site: the browser then keeps the page that is left.
    await page.goto(`${site.replace('127.0.0.1', 'localhost')}/other`)
    await page.goBack({ waitUntil: 'commit' })
    await page.waitForFunction(() => window.restored.length > 1)
    await untilStatus(page, 'connected')
    const after = await page.evaluate(() => ({ session: window.hotseat.session, restored: window.restored }))
    expect(after.restored).toEqual([{ persisted: true }, expect.objectContaining({ outcome: 'recovered', snapshot: null })])
    expect(after.session?.session.id).toBe(before?.session.id)
    expect(after.session?.agent).toEqual(before?.agent)
    expect(resumes).toHaveLength(1)
  })

  test('[S-28] [S-32] a page of another origin signs in by token once it is on the tenant’s list, and lives through kill -9', async () => {
    const server = await startServer()
    const site = await serveSite(pageWithSdk(server.origin, { origin: server.origin }))
    const page = await (await openBrowser()).newPage()
    await visit(page, site)
    const trySignIn = () =>
      page.evaluate(
        (password) =>
          window.hotseat.signIn({ tenant: 'demo', username: 'agent03', password }).then(
            () => 'in',
            (error: { code: string }) => error.code,
          ),
        demoPassword,
      )
    expect(await trySignIn()).toBe('network.unreachable')

    await allowOrigin(server.origin, site)

    await expect.poll(trySignIn).toBe('in')
    await untilStatus(page, 'connected')
    await page.evaluate(() => window.hotseat.call('setState', { body: { medium: 'voice', state: 'READY' } }))
    expect(await page.context().cookies()).toEqual([])
    await server.kill()
    await untilStatus(page, 'reconnecting')
    await server.startAgain()
    await untilStatus(page, 'connected')
    const states = await page.evaluate(() =>
      window.hotseat.session?.agent?.states.map(({ medium, state }) => `${medium} ${state}`),
    )
    expect(states).toContain('voice READY')

    await visit(page, site)
    await page.evaluate(() => window.hotseat.restore())
    await untilStatus(page, 'connected')
  })
})
