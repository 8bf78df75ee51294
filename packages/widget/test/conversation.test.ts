import { beforeAll, expect, test } from 'vitest'
import { builtWidget } from './built-widget.ts'
import { startAdministrator, startAgent } from './person.ts'
import { startServer } from './real-server.ts'
import { signToken } from './sign-token.ts'
import { element, openBrowser, serveSite, visit, type WidgetOnPage } from './site.ts'

beforeAll(builtWidget)

/** A server, its site in another origin, and a token of the site's for anybody. */
async function start() {
  const server = await startServer()
  const { secret } = await (await startAdministrator(server.origin)).createKey()
  const site = await serveSite(server.origin, { body: element(server.origin) })
  const tokenOf = (name: string) => signToken(secret, { email: `${name.toLowerCase()}@shop.example`, displayName: name })
  return { server, site, tokenOf }
}

const isBack = ({ panel }: WidgetOnPage) => expect.poll(() => panel.locator('.line').isVisible(), { timeout: 30_000 }).toBe(false)

test('[CW3] [CH2] [CH20] the server is killed in mid-conversation, thrice: both sides have every message once and in order', async () => {
  const { server, site, tokenOf } = await start()
  const context = await openBrowser()
  const widget = await visit(context, site)
  expect(await widget.call('loginWithToken', tokenOf('Mia'))).toBe('ok')
  await widget.open()
  await widget.say('message 1')
  const agent = await startAgent(server.origin)
  await agent.accept()
  const wanted = ['message 1']
  for (const round of [1, 2, 3]) {
    // Some are on their way when it dies, some are said while it is away.
    for (const part of ['a', 'b', 'c']) await widget.say(`before ${round}${part}`)
    await server.kill()
    for (const part of ['a', 'b', 'c']) await widget.say(`while ${round}${part}`)
    await expect.poll(() => widget.panel.locator('.line').isVisible()).toBe(true)
    await server.startAgain()
    wanted.push(...['before', 'while'].flatMap((when) => ['a', 'b', 'c'].map((part) => `${when} ${round}${part}`)))
    await isBack(widget)
    await expect.poll(() => agent.heard(), { timeout: 30_000 }).toEqual(wanted)
    await agent.say(`answer ${round}`)
    wanted.push(`answer ${round}`)
    await expect.poll(() => widget.said()).toEqual(wanted)
  }
  expect(await agent.heard()).toEqual(wanted)
  await widget.page.reload()
  await widget.page.waitForFunction(() => customElements.get('chat-widget') !== undefined)
  await widget.call('loginWithToken', tokenOf('Mia'))
  await expect.poll(() => widget.said(), { timeout: 20_000 }).toEqual(wanted)
})

test('[CW3] what was said in an outage outlives a reload of its tab, and so does what was only typed', async () => {
  const { server, site, tokenOf } = await start()
  const widget = await visit(await openBrowser(), site)
  await widget.call('loginWithToken', tokenOf('Mia'))
  await widget.open()
  await widget.say('first')
  await expect.poll(() => widget.panel.locator('.progress').textContent()).toBe('Sent')
  await server.kill()
  await widget.say('said in the dark')
  await widget.panel.getByRole('textbox').fill('half a sen')
  await expect.poll(() => widget.panel.textContent()).toContain('Kept, and sent when the connection is back')
  await widget.page.evaluate(() => location.reload())
  // The site is another server, so its page comes; its script does not.
  await server.startAgain()
  await widget.page.reload()
  await widget.page.waitForFunction(() => customElements.get('chat-widget') !== undefined)
  await widget.call('loginWithToken', tokenOf('Mia'))
  await expect.poll(() => widget.said(), { timeout: 20_000 }).toEqual(['first', 'said in the dark'])
  expect(await widget.panel.getByRole('textbox').inputValue()).toBe('half a sen')
})

test('[CW9] [CW15] [CH5] [CH17] [CH22] both sides see how far the other has come, who types, and the truth about the queue', async () => {
  const { server, site, tokenOf } = await start()
  const widget = await visit(await openBrowser(), site)
  await widget.call('loginWithToken', tokenOf('Mia'))
  await widget.open()
  await widget.say('Hello?')
  await expect.poll(() => widget.panel.textContent()).toContain('Nobody is here right now.')
  const agent = await startAgent(server.origin)
  await expect.poll(() => widget.panel.textContent()).toContain('You are next.')
  await agent.accept()
  await expect.poll(() => widget.panel.locator('.subtitle').textContent()).toBe('Amara Okafor')
  await agent.read()
  await expect.poll(() => widget.panel.locator('.progress').textContent()).toBe('Read')
  await agent.type()
  await expect.poll(() => widget.panel.textContent()).toContain('Amara Okafor is typing…')
  await widget.page.keyboard.press('Escape')
  await agent.say('One')
  await agent.say('Two')
  await expect.poll(() => widget.launcher.getAttribute('aria-label')).toBe('Open the chat, 2 new messages')
  expect(await agent.marks()).toMatchObject({ read: 1 })
  await widget.open()
  await expect.poll(() => agent.marks()).toEqual({ delivered: 3, read: 3 })
  expect(await widget.launcher.getAttribute('aria-label')).toBe('Close the chat')
})

test('[CH1] [CH6] [CH9] a conversation is ended, the next is begun, and another device has both', async () => {
  const { server, site, tokenOf } = await start()
  const context = await openBrowser()
  const widget = await visit(context, site)
  await widget.call('loginWithToken', tokenOf('Mia'))
  await widget.open()
  await widget.say('first')
  const agent = await startAgent(server.origin)
  await agent.accept()
  await widget.panel.getByRole('button', { name: 'End conversation' }).click()
  await widget.panel.getByRole('button', { name: 'End it' }).click()
  await expect.poll(() => widget.panel.locator('.note').allTextContents()).toEqual(['The conversation is over.'])
  await widget.panel.getByRole('button', { name: 'Start a new conversation' }).click()
  await widget.say('second')
  await expect.poll(() => widget.panel.locator('.progress').last().textContent()).toBe('Sent')
  const device = await visit(await openBrowser(), site)
  await device.call('loginWithToken', tokenOf('Mia'))
  await device.open()
  await expect.poll(() => device.said()).toEqual(['first', 'second'])
})
