import type { Browser, Locator, Page } from '@playwright/test'
import { type Customer, customerAt } from './chat-customer.ts'
import { type Desk, expect, openDesk } from './fixtures.ts'

/** What an agent does in the chat room, in one line each. */
export type ChatDesk = {
  readonly row: Locator
  readonly offer: Locator
  readonly thread: Locator
  readonly composer: Locator
  open(): Promise<void>
  setReady(): Promise<void>
  /** Waits for the offer of this customer and takes it. */
  accept(name: string): Promise<void>
  say(text: string): Promise<void>
}

/** The chat of a desk that is signed in. */
export function chatOf({ page }: Desk): ChatDesk {
  const row = page.getByRole('listitem').filter({ has: page.getByTestId('chat-count') })
  const offer = page.getByTestId('offer')
  const thread = page.getByTestId('thread')
  const composer = thread.getByRole('textbox')
  return {
    row,
    offer,
    thread,
    composer,
    async open() {
      await page.getByRole('navigation', { name: 'Parts of the desk' }).getByRole('link', { name: /^Chat/ }).click()
      await expect(page.getByText(/No conversations\.|Conversations/).first()).toBeVisible()
    },
    async setReady() {
      await row.getByRole('button', { name: 'Ready', exact: true }).click()
      await expect(row.getByRole('button', { name: 'Ready', exact: true })).toHaveAttribute('aria-pressed', 'true')
    },
    async accept(name) {
      await offer.filter({ hasText: name }).getByRole('button', { name: 'Accept' }).click()
      await expect(thread.getByRole('heading', { name })).toBeVisible()
    },
    async say(text) {
      await composer.fill(text)
      await composer.press('Enter')
      await expect(composer).toHaveValue('')
    },
  }
}

/** Signs an agent in, and makes them READY in the chat room. */
export async function startChat(desk: Desk, username: string): Promise<ChatDesk> {
  await desk.signIn(username)
  const chat = chatOf(desk)
  await chat.open()
  await chat.setReady()
  return chat
}

/** What most tests begin with: an agent at the chat, and Erika, a guest whose first words they have taken. */
export async function takeChat(
  browser: Browser,
  url: string,
  says = 'Hello?',
): Promise<{ desk: Desk; page: Page; chat: ChatDesk; customer: Customer }> {
  const desk = await openDesk(browser, url)
  const chat = await startChat(desk, 'agent01')
  const customer = await customerAt(url, { name: 'Erika' })
  await customer.say(says)
  await chat.accept('Erika')
  return { desk, page: desk.page, chat, customer }
}
