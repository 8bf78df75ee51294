import { spoken } from './chat-customer.ts'
import { startChat, takeChat } from './chat-desk.ts'
import { expect, openDesk, test } from './fixtures.ts'
import { inspectView } from './inspect-view.ts'

test.describe.configure({ timeout: 120_000 })

test('[CH7] [CH15] an agent hands a conversation to one colleague by name, who reads all of it and answers', async ({
  browser,
  server,
}) => {
  const { page, chat, customer } = await takeChat(browser, server.url, 'I need somebody who knows lamps')
  await chat.say('I will find somebody')
  const jonas = await startChat(await openDesk(browser, server.url), 'agent02')
  const priya = await startChat(await openDesk(browser, server.url), 'agent03')

  await page.keyboard.press('Alt+t')
  const dialog = page.getByRole('dialog', { name: 'Transfer the conversation with Erika' })
  await expect(dialog.getByRole('radio', { name: 'Jonas Weber · free' })).toBeVisible()
  // Oneself is nobody to hand it to.
  await expect(dialog.getByRole('radio', { name: /Amara/ })).toHaveCount(0)
  await inspectView(page, 'chat transfer')
  // Priya has been idle no longer than Jonas, and is named.
  await dialog.getByRole('radio', { name: 'Priya Nair · free' }).check()
  await dialog.getByRole('button', { name: 'Transfer' }).click()
  await expect(page.getByText('The conversation with Erika was handed on.')).toBeVisible()
  await expect(chat.thread).toHaveCount(0)
  await expect(chat.row).toContainText('0 of 3 chats')

  await priya.accept('Erika')
  await expect(jonas.offer).toHaveCount(0)
  for (const said of ['I need somebody who knows lamps', 'I will find somebody', 'The conversation was handed on.'])
    await expect(priya.thread).toContainText(said)
  await priya.say('I know lamps')
  await expect
    .poll(async () => (await spoken(customer)).map(({ name, text }) => [name, text]))
    .toEqual([
      ['Erika', 'I need somebody who knows lamps'],
      ['Amara Okafor', 'I will find somebody'],
      ['Priya Nair', 'I know lamps'],
    ])
  await customer.say('Thank you, Priya')
  await expect(priya.thread).toContainText('Thank you, Priya')
})

test('[CH15] a colleague who does not take it leaves it to everybody in the campaign', async ({ browser, server }) => {
  const { page, chat } = await takeChat(browser, server.url)
  const other = await openDesk(browser, server.url)
  const jonas = await startChat(other, 'agent02')
  await page.keyboard.press('Alt+t')
  await page.getByRole('radio', { name: /^Jonas Weber/ }).check()
  await page.getByRole('dialog').getByRole('button', { name: 'Transfer' }).click()
  await jonas.offer.getByRole('button', { name: 'Decline' }).click()
  await expect(jonas.row).toContainText('Not ready')
  await chat.accept('Erika')
})

test('[DK10] what an agent said without a connection stands there when the conversation went elsewhere meanwhile', async ({
  browser,
  server,
}) => {
  const { page, chat, customer } = await takeChat(browser, server.url)
  // Nothing that is said gets out, as in an outage; the conversation goes to a colleague.
  await page.route(
    (url) => url.pathname.endsWith('/messages'),
    (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()),
  )
  await chat.say('The parcel is in Bremen')
  await expect(page.getByTestId('unsent')).toContainText('The parcel is in Bremen')
  const jonas = await startChat(await openDesk(browser, server.url), 'agent02')
  await page.keyboard.press('Alt+t')
  await page.getByRole('radio', { name: /^Jonas Weber/ }).check()
  await page.getByRole('dialog').getByRole('button', { name: 'Transfer' }).click()
  await jonas.accept('Erika')
  await expect(chat.thread).toHaveCount(0)
  await page.unrouteAll()

  const stranded = page.getByTestId('stranded')
  await expect(stranded).toContainText('Not sent to Erika. The conversation is not yours any more.')
  await expect(stranded).toContainText('The parcel is in Bremen')
  await inspectView(page, 'chat with what was not sent')
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(stranded).toContainText('The parcel is in Bremen')
  await page.reload()
  await expect(stranded).toContainText('Not sent to Erika.')
  await expect(stranded.getByRole('button', { name: 'Copy' })).toBeVisible()
  await stranded.getByRole('button', { name: 'Remove' }).click()
  await expect(stranded).toHaveCount(0)
  await page.reload()
  await expect(chat.row).toContainText('0 of 3 chats')
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('Bremen')
  expect((await spoken(customer)).map(({ text }) => text)).toEqual(['Hello?'])
})
