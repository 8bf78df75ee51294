import { beforeAll, describe, expect, test } from 'vitest'
import { builtWidget } from './built-widget.ts'
import { startAdministrator } from './person.ts'
import { startServer } from './real-server.ts'
import { signToken } from './sign-token.ts'
import { element, openBrowser, serveSite, visit, type WidgetOnPage } from './site.ts'

beforeAll(builtWidget)

async function start() {
  const server = await startServer()
  const administrator = await startAdministrator(server.origin)
  const { secret, kid } = await administrator.createKey()
  const site = await serveSite(server.origin, { body: element(server.origin) })
  const tokenOf = (name: string) => signToken(secret, { email: `${name.toLowerCase()}@shop.example`, displayName: name })
  return { server, site, tokenOf, administrator, kid, context: await openBrowser() }
}

/** Notes it when a text is ever in the widget's shadow, if only for a moment. */
async function watchFor(widget: WidgetOnPage, text: string): Promise<() => Promise<boolean>> {
  await widget.page.evaluate((wanted) => {
    const root = document.querySelector('chat-widget')?.shadowRoot
    if (!root) throw new Error('no widget')
    const look = () => {
      if (root.textContent?.includes(wanted)) document.documentElement.dataset.seen = 'yes'
    }
    look()
    new MutationObserver(look).observe(root, { subtree: true, childList: true, characterData: true })
  }, text)
  return async () => (await widget.page.locator('html').getAttribute('data-seen')) === 'yes'
}

const stored = ({ page }: WidgetOnPage) => page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))

async function talk(widget: WidgetOnPage, token: string, text: string): Promise<void> {
  expect(await widget.call('loginWithToken', token)).toBe('ok')
  await widget.open()
  await widget.say(text)
  await expect.poll(() => widget.panel.locator('.progress').textContent()).toBe('Sent')
}

describe('[S-51] two customers in one browser', () => {
  test('[CW4] the second never sees the first’s conversation, neither at the login nor after a reload', async () => {
    const { context, site, tokenOf } = await start()
    const widget = await visit(context, site)
    await talk(widget, tokenOf('Mia'), 'the secret of Mia')
    await widget.panel.getByRole('textbox').fill('unsent of Mia')
    await widget.page.evaluate(() => document.querySelector('chat-widget')?.remove())
    await widget.page.reload()
    await widget.page.waitForFunction(() => customElements.get('chat-widget') !== undefined)
    const seen = await watchFor(widget, 'of Mia')
    expect(await widget.call('loginWithToken', tokenOf('Tom'))).toBe('ok')
    if (!(await widget.panel.isVisible())) await widget.open()
    await widget.say('the secret of Tom')
    await expect.poll(() => widget.said()).toEqual(['the secret of Tom'])
    expect([await seen(), await widget.panel.getByRole('textbox').inputValue(), await stored(widget)]).toEqual([
      false,
      '',
      expect.not.stringContaining('of Mia'),
    ])
    await widget.call('loginWithToken', tokenOf('Mia'))
    await expect.poll(() => widget.said()).toEqual(['the secret of Mia'])
  })

  test('[CW6] [CU1] a login in one tab takes the other customer off the other tab', async () => {
    const { context, site, tokenOf } = await start()
    const first = await visit(context, site)
    await talk(first, tokenOf('Mia'), 'the secret of Mia')
    const second = await visit(context, site)
    const seen = await watchFor(second, 'of Mia')
    await talk(second, tokenOf('Tom'), 'the secret of Tom')
    await expect.poll(() => first.panel.textContent()).toContain('You were signed out in another tab.')
    expect([await first.said(), await second.said(), await seen()]).toEqual([[], ['the secret of Tom'], false])
  })

  test('[CW6] [CW5] the same customer’s login in another tab leaves both signed in', async () => {
    const { context, site, tokenOf } = await start()
    const first = await visit(context, site)
    await talk(first, tokenOf('Mia'), 'one')
    const second = await visit(context, site)
    expect(await second.call('loginWithToken', tokenOf('Mia'))).toBe('ok')
    await second.open()
    await second.say('two')
    await first.say('three')
    for (const tab of [first, second]) await expect.poll(() => tab.said()).toEqual(['one', 'two', 'three'])
  })

  test('[CW4] a refused login of somebody else leaves nobody signed in', async () => {
    const { context, site, tokenOf } = await start()
    const widget = await visit(context, site)
    await talk(widget, tokenOf('Mia'), 'the secret of Mia')
    const forged = signToken('no such secret', { email: 'tom@shop.example' })
    expect(await widget.call('loginWithToken', forged)).toBe('Token signature is invalid [chatToken.signature]')
    expect([await widget.said(), await stored(widget)]).toEqual([[], expect.not.stringContaining('token')])
  })
})

test('[CW14] [CU3] [S-28] after a logout nothing is left, and the session is over at the server', async () => {
  const { server, context, site, tokenOf } = await start()
  const widget = await visit(context, site)
  const addresses: string[] = []
  widget.page.on('request', (request) => addresses.push(request.url()))
  await talk(widget, tokenOf('Mia'), 'the secret of Mia')
  const kept = await stored(widget)
  const { token } = JSON.parse(Object.values((JSON.parse(kept) as [Record<string, string>])[0])[0] ?? '{}') as { token: string }
  expect(await widget.call('logout')).toBe('ok')
  expect([await widget.said(), await stored(widget)]).toEqual([[], '[{},{}]'])
  const answer = await fetch(`${server.origin}/chat/v1/state`, { headers: { authorization: `Bearer ${token}`, origin: site } })
  expect(answer.status).toBe(401)
  expect(addresses.filter((address) => address.includes(token))).toEqual([])
  await widget.page.reload()
  await widget.page.waitForFunction(() => customElements.get('chat-widget') !== undefined)
  await widget.open()
  await expect.poll(() => widget.panel.textContent()).toContain('How can we help you?')
})

test('[CT13] a revoked key ends what it signed in within a second, and the widget says so', async () => {
  const { context, site, tokenOf, administrator, kid } = await start()
  const widget = await visit(context, site)
  await talk(widget, tokenOf('Mia'), 'the secret of Mia')
  await administrator.revokeKey(kid)
  await expect.poll(() => widget.panel.textContent(), { timeout: 2_000 }).toContain('Your chat session is over.')
  expect(await widget.said()).toEqual([])
})

test('[CU4] a guest chats under the name they give, and a login takes them for somebody else', async () => {
  const { context, site, tokenOf } = await start()
  const widget = await visit(context, site)
  await widget.open()
  await widget.panel.getByLabel('Your name').fill('Gerda')
  await widget.page.keyboard.press('Enter')
  await expect.poll(() => widget.panel.textContent()).toContain('Hello Gerda')
  await widget.say('as a guest')
  await expect.poll(() => widget.said()).toEqual(['as a guest'])
  expect(await widget.call('loginWithToken', tokenOf('Mia'))).toBe('ok')
  expect(await widget.said()).toEqual([])
})

test('[CU4] [CW13] a guest without a name is not given an English one', async () => {
  const server = await startServer()
  const site = await serveSite(server.origin, { body: element(server.origin), lang: 'de' })
  const widget = await visit(await openBrowser(), site)
  await widget.open()
  await widget.panel.getByRole('button', { name: 'Chat beginnen' }).click()
  await expect.poll(() => widget.panel.locator('.subtitle').textContent()).toBe('Hallo')
  expect(await widget.panel.textContent()).not.toContain('Guest')
})
