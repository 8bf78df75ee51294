import { AxeBuilder } from '@axe-core/playwright'
import { beforeAll, describe, expect, test } from 'vitest'
import { builtWidget } from './built-widget.ts'
import { startAdministrator, startAgent } from './person.ts'
import { startServer } from './real-server.ts'
import { signToken } from './sign-token.ts'
import { element, openBrowser, type SitePage, serveSite, visit, type WidgetOnPage } from './site.ts'

beforeAll(builtWidget)

const longWord = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenhersteller_ohne_Pause'

/** A page of the site with a conversation in which both sides have spoken. */
async function talk(page: Partial<SitePage> = {}, options: Parameters<typeof openBrowser>[0] = {}) {
  const server = await startServer()
  const { secret } = await (await startAdministrator(server.origin)).createKey()
  const site = await serveSite(server.origin, { body: element(server.origin), ...page })
  const context = await openBrowser(options)
  const widget = await visit(context, site)
  const enter = () => widget.call('loginWithToken', signToken(secret))
  return { server, widget, context, enter, site }
}

async function speak({ server, widget }: { server: { origin: string }; widget: WidgetOnPage }): Promise<void> {
  await widget.say(`Where is my order? ${longWord}`)
  const agent = await startAgent(server.origin)
  await agent.accept()
  await agent.say(`I am looking: https://shop.example/${longWord}`)
  await expect.poll(() => widget.said()).toHaveLength(2)
}

async function violations({ page }: WidgetOnPage): Promise<unknown[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
  const { violations, passes } = await new AxeBuilder({ page }).withTags(tags).analyze()
  // It has looked into the shadow, where everything is.
  expect(JSON.stringify(passes)).toContain('launcher')
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => [id, target.join(' '), failureSummary]))
}

/** What hangs out of the panel or of the window. */
function overhang({ page }: WidgetOnPage): Promise<string[]> {
  return page.evaluate(() => {
    const root = document.querySelector('chat-widget')?.shadowRoot
    const panel = root?.querySelector('.panel')?.getBoundingClientRect()
    if (!root || !panel) return ['no panel']
    const wide = [...root.querySelectorAll('.panel *')].filter((part) => {
      const box = part.getBoundingClientRect()
      return !part.closest('.unseen') && box.width > 0 && (box.right > panel.right + 1 || box.left < panel.left - 1)
    })
    const isPanelOut = panel.left < -1 || panel.right > innerWidth + 1 || panel.top < -1 || panel.bottom > innerHeight + 1
    return [...(isPanelOut ? ['the panel itself'] : []), ...wide.map((part) => part.outerHTML.slice(0, 90))]
  })
}

describe.each(['light', 'dark'] as const)('%s', (colorScheme) => {
  test('[CW11] is accessible in each of its states, and fits a phone and 200 %', async () => {
    const rig = await talk({}, { colorScheme, reducedMotion: 'reduce' })
    const { widget, enter, server } = rig
    const look = async (name: string) => {
      expect([name, await violations(widget)]).toEqual([name, []])
      for (const [width, height] of [
        [360, 640],
        [640, 400],
        [1280, 720],
      ] as const) {
        await widget.page.setViewportSize({ width, height })
        expect([name, width, await overhang(widget)]).toEqual([name, width, []])
      }
    }
    expect([await violations(widget)]).toEqual([[]])
    await widget.open()
    await expect.poll(() => widget.panel.textContent()).toContain('Start the chat')
    await look('guest')
    expect(await enter()).toBe('ok')
    await look('greeting')
    await speak(rig)
    await look('talk')
    await widget.panel.getByRole('button', { name: 'End conversation' }).click()
    await look('asked')
    await server.kill()
    await widget.say('said in the dark')
    await expect.poll(() => widget.panel.locator('.line').getAttribute('data-kind')).toBe('reconnecting')
    await look('lost')
    expect(widget.faults).toEqual([])
  })
})

test('[CW11] everything by keyboard: open, write, send, close, and the focus is back', async () => {
  const { widget, enter } = await talk()
  await enter()
  const { page } = widget
  const focused = () =>
    page.evaluate(() => {
      const active = document.querySelector('chat-widget')?.shadowRoot?.activeElement
      return active ? active.className || active.localName : 'the page'
    })
  await page.keyboard.press('Tab')
  expect(await focused()).toBe('launcher')
  await page.keyboard.press('Enter')
  await expect.poll(() => widget.panel.isVisible()).toBe(true)
  await page.keyboard.type('Hello')
  await page.keyboard.press('Shift+Enter')
  await page.keyboard.type('again')
  await page.keyboard.press('Enter')
  await expect.poll(() => widget.said()).toEqual(['Hello\nagain'])
  await page.keyboard.press('Escape')
  expect([await widget.panel.isVisible(), await focused()]).toEqual([false, 'launcher'])
  // Full screen: round and round, never out of it.
  await page.setViewportSize({ width: 360, height: 640 })
  await page.keyboard.press('Enter')
  const stops = new Set<string>()
  for (let count = 0; count < 12; count += 1) {
    await page.keyboard.press('Tab')
    stops.add(await focused())
  }
  expect([...stops].sort()).toEqual(['icon', 'link quiet', 'scroll', 'send', 'textarea'])
})

test('[CW8] a lost connection counts down, keeps what is typed, and is not spoken of any more when it is back', async () => {
  const { widget, enter, server } = await talk()
  await enter()
  await widget.open()
  await expect.poll(() => widget.panel.locator('.line').isVisible()).toBe(false)
  await widget.panel.getByRole('textbox').fill('half a sentence')
  await server.kill()
  const line = widget.panel.locator('.line')
  await expect.poll(() => line.textContent()).toMatch(/Reconnecting, \d s/)
  expect(await line.getByRole('status').textContent()).toBe('The connection is lost. What you write is kept and sent later.')
  await server.startAgain()
  await line
    .getByRole('button', { name: 'Try now' })
    .click({ timeout: 1_000 })
    .catch(() => undefined)
  await expect.poll(() => line.isVisible()).toBe(false)
  expect(await widget.panel.getByRole('textbox').inputValue()).toBe('half a sentence')
})

test('[CW13] German from the page, and Arabic from right to left', async () => {
  const german = await talk({ lang: 'de-AT' })
  await german.enter()
  await german.widget.open()
  await speak(german)
  expect(await german.widget.panel.getByRole('textbox').getAttribute('placeholder')).toBe('Nachricht schreiben …')
  expect(await german.widget.panel.locator('.day').textContent()).toBe('Heute')

  const rtl = await talk({ lang: 'ar', dir: 'rtl' })
  await rtl.enter()
  await rtl.widget.open()
  await speak(rtl)
  expect(await overhang(rtl.widget)).toEqual([])
  const [launcher, own, theirs] = await Promise.all(
    ['.launcher', '.own .bubble', '.theirs .bubble'].map((part) => rtl.widget.page.locator(`chat-widget ${part}`).boundingBox()),
  )
  // The end of a line is on the left: the launcher and what one says stand there.
  expect(launcher?.x).toBeLessThan(100)
  expect(own?.x).toBeLessThan(theirs?.x ?? 0)
})
