import type { Locator, Page } from '@playwright/test'
import { callApi } from './call-api.ts'
import { takeChat } from './chat-desk.ts'
import { expect, openDesk, sharedTest as test } from './fixtures.ts'
import { inspectView } from './inspect-view.ts'

const name = 'نور الدين'
const reason = 'صلاة'
const note = 'العميل يطلب معاودة الاتصال، رقم 4711.'

const directionOf = (field: Locator) => field.evaluate((element) => getComputedStyle(element).direction)

/** Whether the last sign of an element's text stands right of its first one: the sentence was not turned round. */
async function runsToTheRight(element: Locator): Promise<boolean> {
  return element.evaluate((node) => {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT)
    const places: number[] = []
    for (let text = walker.nextNode(); text !== null; text = walker.nextNode()) {
      for (let at = 0; at < (text.textContent ?? '').length; at += 1) {
        const range = document.createRange()
        range.setStart(text, at)
        range.setEnd(text, at + 1)
        const { left, width } = range.getBoundingClientRect()
        if (width > 0) places.push(left)
      }
    }
    return Math.min(...places) === places[0] && Math.max(...places) === places.at(-1)
  })
}

/** Gives agent09 an Arabic name and the contact centre an Arabic reason; undone by nobody, the server is this file's own. */
async function writeArabic(page: Page): Promise<void> {
  const { rows } = (await callApi(page, 'GET', '/v1/admin/users')) as { rows: { id: string; username: string }[] }
  const { id } = rows.find(({ username }) => username === 'agent09') ?? { id: '' }
  await callApi(page, 'PUT', `/v1/admin/users/${id}`, { name })
  await callApi(page, 'POST', '/v1/admin/reason-codes', { category: 'NOT_READY', code: 91, label: reason })
}

test('[DK6] an Arabic name, reason and note read right in an English desk and floor', async ({ browser, server }) => {
  test.setTimeout(120_000)
  const admin = await openDesk(browser, server.url, { reducedMotion: 'reduce' })
  await admin.signIn('admin01')
  await writeArabic(admin.page)

  const agent = await openDesk(browser, server.url, { reducedMotion: 'reduce' })
  await agent.signIn('agent09')
  await agent.setNotReady(reason)
  const field = agent.page.getByRole('textbox', { name: 'Notes' })
  expect(await directionOf(field)).toBe('ltr')
  await field.fill(note)
  expect(await directionOf(field)).toBe('rtl')
  await inspectView(agent.page, 'desk with an Arabic reason and note')
  await agent.page.getByText('Show as a list').click()
  await agent.page.getByRole('button', { name: /^My menu/ }).click()
  await expect(agent.page.getByRole('menu').getByText(name, { exact: true })).toBeVisible()

  const { page, ...floor } = await openDesk(browser, server.url, { reducedMotion: 'reduce' })
  await floor.signIn('supervisor01')
  const row = page.getByTestId('agent-agent09')
  await expect(row.getByText(name, { exact: true })).toBeVisible()
  await row.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Set ready', exact: true }).click()
  const told = page.getByText(/is set to Ready\.$/)
  await expect(told).toBeVisible()
  expect(await told.textContent()).toContain(`\u2068${name}\u2069`)
  await row.getByRole('button', { name: /^Actions for/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out…' }).click()
  const title = page.getByRole('dialog').getByRole('heading')
  // "Sign … out?": the question mark stays at the end, where an Arabic name alone would pull it to the left.
  expect(await runsToTheRight(title)).toBe(true)
  await inspectView(page, 'signing out an Arabic name')
})

test('[DK6] the list of chats cuts what was said last at its end, on a page of either direction', async ({ browser, server }) => {
  test.setTimeout(120_000)
  const { page, chat, customer } = await takeChat(
    browser,
    server.url,
    'Where is my parcel? It was to be here last Monday, by the mail.',
  )
  const list = page.getByRole('navigation', { name: 'Conversations' })
  const isBeginningSeen = (text: string) =>
    list.getByText(text).evaluate((element) => {
      const range = document.createRange()
      range.setStart(element.firstChild ?? element, 0)
      range.setEnd(element.firstChild ?? element, 1)
      const [letter, row] = [range.getBoundingClientRect(), element.getBoundingClientRect()]
      const isCut = element.scrollWidth > element.clientWidth
      return isCut && letter.left >= row.left - 1 && letter.right <= row.right + 1
    })
  const arabic = `${note} ${note}`
  for (const dir of ['ltr', 'rtl'] as const) {
    await page.evaluate((direction) => document.documentElement.setAttribute('dir', direction), dir)
    await customer.say('Where is my parcel? It was to be here last Monday, by the mail.')
    await expect.poll(() => isBeginningSeen('Where is my parcel?')).toBe(true)
    await customer.say(arabic)
    await expect.poll(() => isBeginningSeen(note)).toBe(true)
    await chat.say('It is on its way, and will be with you tomorrow morning at the latest.')
    await expect.poll(() => isBeginningSeen('It is on its way')).toBe(true)
  }
})
