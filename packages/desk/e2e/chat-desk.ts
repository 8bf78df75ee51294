import type { Locator } from '@playwright/test'
import { type Desk, expect } from './fixtures.ts'

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
