import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { builtWidget } from './built-widget.ts'
import { startAdministrator } from './person.ts'
import { startServer } from './real-server.ts'
import { signToken } from './sign-token.ts'
import { element, openBrowser, serveSite, visit } from './site.ts'

beforeAll(builtWidget)

test('[CW10] both scripts have at most 30 KB gzipped', async () => {
  for (const name of ['chat-widget.js', 'chat.js']) {
    const built = await readFile(fileURLToPath(new URL(`../dist/${name}`, import.meta.url)))
    expect([name, gzipSync(built).length < 30 * 1024]).toEqual([name, true])
  }
})

/** A server with a key of its own project, as an administrator made it. */
async function startWithKey() {
  const server = await startServer()
  const administrator = await startAdministrator(server.origin)
  return { server, administrator, ...(await administrator.createKey()) }
}

describe('the snippets of the published page, as they are, on a site of another origin with a strict policy', () => {
  test('[CW1] [CW10] the customer is signed in, and greeted by name', async () => {
    const { server, secret } = await startWithKey()
    const snippet = `const token = ${JSON.stringify(signToken(secret))}
const chatWidget = document.querySelector('chat-widget');
chatWidget.onload = async function () {
        await chatWidget.loginWithToken(token);
};`
    const site = await serveSite(server.origin, { body: element(server.origin), script: snippet })
    const widget = await visit(await openBrowser(), site)
    await widget.open()
    await expect.poll(() => widget.panel.textContent()).toContain('Hello Mia Berg')
    expect(widget.faults).toEqual([])
  })

  test('[CW1] hidden until sign-in, and only for an e-mail domain', async () => {
    const { server, secret } = await startWithKey()
    const gated = (email: string) => `const user = { email: '${email}' }
const token = ${JSON.stringify(signToken(secret))}
const chatWidget = document.querySelector('chat-widget');
chatWidget.onload = function () {
   // Check if user is in a correct domain. 
   // \`user.email\` might be \`user.emailAddress\` or similar depending on your data model
   if (user.email && user.email.includes('@appfire.com')) {
        chatWidget.loginWithToken(token).then(() => chatWidget.show());
   }
};`
    const context = await openBrowser()
    for (const [email, isShown] of [
      ['mia@appfire.com', true],
      ['mia@elsewhere.com', false],
    ] as const) {
      const site = await serveSite(server.origin, { body: element(server.origin, ' hidden'), script: gated(email) })
      const widget = await visit(context, site)
      if (isShown) await expect.poll(() => widget.launcher.isVisible()).toBe(true)
      else {
        expect(await widget.call('hide')).toBe('ok')
        expect(await widget.launcher.isVisible()).toBe(false)
      }
    }
  })

  test('[CW1] onload fires although it is assigned long after the element has loaded', async () => {
    const { server } = await startWithKey()
    const widget = await visit(await openBrowser(), await serveSite(server.origin, { body: element(server.origin) }))
    await expect.poll(() => widget.launcher.isVisible()).toBe(true)
    const fired = await widget.page.evaluate(
      () =>
        new Promise((resolve) => {
          const found = document.querySelector<HTMLElement>('chat-widget')
          if (found) found.onload = (event) => resolve(event instanceof Event && event.type)
        }),
    )
    expect(fired).toBe('load')
  })

  test('[CW1] onload fires once where it is assigned in the task that adds the element', async () => {
    const { server } = await startWithKey()
    const widget = await visit(await openBrowser(), await serveSite(server.origin, { body: element(server.origin) }))
    const count = await widget.page.evaluate(async () => {
      let calls = 0
      const added = document.createElement('chat-widget')
      document.body.append(added)
      added.onload = () => {
        calls += 1
      }
      await new Promise((resolve) => setTimeout(resolve))
      return calls
    })
    expect(count).toBe(1)
  })

  test('[CW12] the older global API', async () => {
    const { server, secret } = await startWithKey()
    const body = `<script src="/site.js"></script><script src="${server.origin}/chat.js"></script>`
    const script = `window.spartezSupportChat = window.spartezSupportChat || {
      portal: 'support', cloud: { jiraId: 'demo', urls: {} }, locale: 'de-de',
      initCallback: async () => {
        const token = ${JSON.stringify(signToken(secret))}
        try {
          await spartezSupportChat.sso.login('no token at all');
        } catch (exception){
          window.first = exception.message
        }
        try {
          await spartezSupportChat.sso.login(token);
          window.last = 'signed in'
        } catch (exception){
          window.last = exception.message
        }
      }
    }`
    const widget = await visit(await openBrowser(), await serveSite(server.origin, { body, script }))
    await expect.poll(() => widget.page.evaluate('[window.first, window.last]')).toEqual(['Token is malformed', 'signed in'])
    await widget.open()
    await expect.poll(() => widget.panel.textContent()).toContain('Hallo Mia Berg')
    await widget.page.evaluate('spartezSupportChat.sso.logout()')
    await expect.poll(() => widget.panel.textContent()).not.toContain('Mia Berg')
    expect(widget.faults).toEqual([])
  })
})

test('[CW2] [CT11] a login that fails throws an exception whose message says why', async () => {
  const { server, administrator, kid, secret } = await startWithKey()
  const { origin } = server
  const context = await openBrowser()
  const widget = await visit(context, await serveSite(origin, { body: element(origin) }))
  const login = (token: string) => widget.call('loginWithToken', token)
  const now = Date.now() / 1_000
  expect(await login(signToken('some other secret'))).toBe('Token signature is invalid [chatToken.signature]')
  expect(await login(signToken(secret, { iat: now - 900, exp: now - 600 }))).toBe('Token has expired [chatToken.expired]')
  expect(await login('eyJhbGciOiJIUzI1NiJ9.e30')).toBe('Token is malformed [chatToken.malformed]')
  expect(await login(signToken(secret, { email: undefined }))).toBe('Token is missing claim: email [chatToken.claim]')
  expect(await login(signToken(secret))).toBe('ok')
  await administrator.revokeKey(kid)
  expect(await login(signToken(secret))).toBe('Token signature is invalid [chatToken.signature]')

  const sales = await visit(context, await serveSite(origin, { body: element(origin, '', 'sales') }))
  const notEnabled = 'Auto-login is not enabled for this project [chatToken.disabled]'
  expect(await sales.call('loginWithToken', signToken(secret))).toBe(notEnabled)
  await administrator.change({ disabled: true })
  expect(await login(signToken(secret))).toBe('There is no such chat. [chat.project]')
  await administrator.change({ disabled: false })

  const foreign = await openBrowser()
  await foreign.route('https://foreign.example/**', (route) =>
    route.fulfill({ contentType: 'text/html', body: `<!doctype html>${element(origin)}` }),
  )
  // A page of the public network may be kept from this machine by the browser itself.
  await foreign.grantPermissions(['local-network-access'], { origin: 'https://foreign.example' }).catch(() => undefined)
  const stranger = await visit(foreign, 'https://foreign.example/')
  expect(await stranger.call('loginWithToken', signToken(secret))).toBe('This web site may not show the chat. [chat.origin]')

  await server.kill()
  expect(await login(signToken(secret))).toBe('Chat is unreachable [network.unreachable]')
})
