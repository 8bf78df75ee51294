import { callApi } from './call-api.ts'
import { customerAt, spoken } from './chat-customer.ts'
import { chatOf, startChat, takeChat } from './chat-desk.ts'
import { expect, openDesk, test } from './fixtures.ts'
import { inspectView } from './inspect-view.ts'

test.describe.configure({ timeout: 120_000 })

for (const colorScheme of ['light', 'dark'] as const) {
  test(`an agent accepts, answers, uses a canned reply and closes with a wrap-up, ${colorScheme}`, async ({
    browser,
    server,
  }) => {
    const options = { viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', colorScheme } as const
    const desk = await openDesk(browser, server.url, options)
    const { page } = desk
    await desk.signIn('agent01')
    const chat = chatOf(desk)
    await chat.open()
    await expect(page.getByText('Go ready on the chat, and customers come here.')).toBeVisible()
    await inspectView(page, `chat empty ${colorScheme}`)
    await chat.setReady()
    await expect(chat.row).toContainText('0 of 3 chats')

    const erika = await customerAt(server.url, { name: 'Erika Mustermann' })
    await erika.say('Where is my parcel?')
    await expect(chat.offer).toContainText('Erika Mustermann')
    await expect(chat.offer).toContainText('Not verified')
    await expect(chat.offer.getByRole('timer')).toHaveAccessibleName(/left to answer/)
    await expect(page).toHaveTitle(/Incoming chat/)
    await expect(page.getByRole('alert').filter({ hasText: 'Incoming chat from Erika Mustermann, Support' })).toHaveCount(1)
    await inspectView(page, `chat offered ${colorScheme}`)
    await page.keyboard.press('y')
    await expect(chat.thread).toContainText('Where is my parcel?')
    await expect(chat.composer).toBeFocused()
    await expect(page).not.toHaveTitle(/Incoming chat/)
    await expect(chat.row).toContainText('1 of 3 chats')

    await chat.composer.pressSequentially('Good morning,')
    await chat.composer.press('Shift+Enter')
    await chat.composer.pressSequentially('/mom')
    await expect(page.getByTestId('replies').getByRole('option')).toHaveText([/One moment/])
    await inspectView(page, `chat replies ${colorScheme}`)
    await page.keyboard.press('Enter')
    await expect(chat.composer).toHaveValue('Good morning,\nOne moment please, I am looking into it.')
    await page.keyboard.press('Enter')
    await expect(chat.composer).toHaveValue('')
    await expect(chat.thread.getByText('Sent', { exact: true })).toBeVisible()
    await expect
      .poll(async () => (await spoken(erika)).at(-1)?.text)
      .toBe('Good morning,\nOne moment please, I am looking into it.')
    await erika.readAll()
    await expect(chat.thread.getByText('Read', { exact: true })).toBeVisible()
    await erika.type()
    await expect(page.getByTestId('typing')).toHaveText('Erika Mustermann is typing…')
    await erika.say('Thank you!')
    await expect(chat.thread).toContainText('Thank you!')
    await expect(page.getByTestId('typing')).toHaveText('')
    await expect(page.getByRole('status').filter({ hasText: 'Erika Mustermann: Thank you!' })).toHaveCount(1)
    await expect.poll(erika.agentMarks).toMatchObject({ read: 3 })
    await inspectView(page, `chat thread ${colorScheme}`)

    await page.keyboard.press('Alt+b')
    const dialog = page.getByRole('dialog', { name: 'Close the conversation with Erika Mustermann?' })
    await dialog.getByRole('radio', { name: 'Solved' }).check()
    await inspectView(page, `chat close ${colorScheme}`)
    await dialog.getByRole('button', { name: 'Close the conversation' }).click()
    await expect(chat.row).toContainText('0 of 3 chats')
    await expect(chat.thread).toContainText('You ended the conversation.')
    await expect(chat.thread).toContainText(/Closed .*: Solved/)
    await inspectView(page, `chat closed ${colorScheme}`)
  })
}

test('who comes again is read with what was said before, and a customer’s end asks for the wrap-up', async ({
  browser,
  server,
}) => {
  const { page, chat, customer: erika } = await takeChat(browser, server.url, 'The first question')
  await chat.say('The first answer')
  await expect.poll(async () => (await spoken(erika)).length).toBe(2)
  await erika.end()
  await expect(chat.thread).toContainText('The customer ended the conversation.')
  await expect(chat.row).toContainText('1 of 3 chats')
  await chat.thread.getByRole('radio', { name: 'Solved' }).check()
  await page.keyboard.press('b')
  await expect(chat.row).toContainText('0 of 3 chats')
  await expect(page.getByRole('region', { name: 'Recently closed' })).toContainText('Erika')

  await erika.say('The second question')
  await chat.accept('Erika')
  await expect(page.getByTestId('earlier')).toContainText('The first answer')
  await expect(chat.thread).toContainText(/This conversation, since/)
  await expect(chat.thread).toContainText('The second question')
})

test('what is typed to one customer stays while another is taken', async ({ browser, server }) => {
  const { page, chat, customer: erika } = await takeChat(browser, server.url, 'I need somebody who knows lamps')
  await chat.composer.pressSequentially('half a sent')
  const jonas = await customerAt(server.url, { name: 'Jonas' })
  await jonas.say('Can I change my address?')
  await expect(chat.offer).toContainText('Jonas')
  // Accepted from the middle of a sentence: the letter goes nowhere.
  await page.keyboard.press('Alt+y')
  await expect(chat.thread.getByRole('heading', { name: 'Jonas' })).toBeVisible()
  await erika.say('Are you there?')
  const list = page.getByRole('navigation', { name: 'Conversations' })
  await expect(list.getByRole('button', { name: /Erika/ }).getByTestId('unread')).toHaveText(/1/)
  await expect(page).toHaveTitle(/^\(1\)/)
  await list.getByRole('button', { name: /Erika/ }).click()
  await expect(chat.composer).toHaveValue('half a sent')
  await expect(list.getByTestId('unread')).toHaveCount(0)
})

for (const [name, viewport] of Object.entries({
  'a desktop': { width: 1280, height: 800 },
  'a phone': { width: 360, height: 740 },
  '200 %': { width: 640, height: 400 },
}))
  test(`[DK15] a chat that rings while I write moves nothing of it, on ${name}`, async ({ browser, server }) => {
    const { page, chat } = await takeChat(browser, server.url)
    await page.setViewportSize(viewport)
    await chat.composer.pressSequentially('Good mor')
    const before = await chat.composer.boundingBox()
    const jonas = await customerAt(server.url, { name: 'Jonas' })
    await jonas.say('Can I change my address?')
    await expect(chat.offer.getByRole('button', { name: 'Accept' })).toBeInViewport({ ratio: 1 })
    await page.keyboard.type('ning')
    await expect(chat.composer).toHaveValue('Good morning')
    await expect(chat.composer).toBeInViewport({ ratio: 1 })
    expect(await chat.composer.boundingBox()).toEqual(before)
    await inspectView(page, `chat that rings beside what is written, ${name}`)
  })

test('[DK9] kill -9 in mid-conversation keeps the conversation and what was typed, through a reload too', async ({
  browser,
  server,
}) => {
  const { desk, page, chat, customer: erika } = await takeChat(browser, server.url, 'Where is my parcel?')
  await chat.say('I will look')
  await expect(chat.thread.getByText('Sent', { exact: true })).toBeVisible()
  await chat.composer.fill('It is on its')
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

  await server.kill()
  await expect(desk.connection).toContainText('Reconnecting')
  await chat.composer.pressSequentially(' way')
  await page.keyboard.press('Enter')
  await expect(chat.composer).toHaveValue('It is on its way')
  await expect(chat.thread.getByText('Needs the server.').first()).toBeVisible()
  await expect(chat.thread.getByRole('button', { name: 'Send' })).toHaveAttribute('aria-disabled', 'true')
  await page.reload()
  await expect(chat.thread).toContainText('Where is my parcel?')
  await expect(chat.composer).toHaveValue('It is on its way')

  await server.start()
  await expect(desk.connection).toContainText('Connected')
  await expect(chat.composer).toHaveValue('It is on its way')
  await erika.say('Are you there?')
  await expect(chat.thread).toContainText('Are you there?')
  await chat.composer.press('Enter')
  await expect
    .poll(async () => (await spoken(erika)).map(({ text }) => text))
    .toEqual(['Where is my parcel?', 'I will look', 'Are you there?', 'It is on its way'])
  await expect(chat.row).toContainText('1 of 3 chats')
})

test('[DK10] what is being sent as the server dies arrives once, and in order', async ({ browser, server }) => {
  const { desk, chat, customer: erika } = await takeChat(browser, server.url)
  // The server has the first one, and its answer is lost with the server.
  const arrived = Promise.withResolvers<void>()
  const killed = Promise.withResolvers<void>()
  await desk.page.route(
    (url) => url.pathname.endsWith('/messages'),
    async (route) => {
      // Neither by the thread does the desk learn that it is there.
      if (route.request().method() === 'POST') await route.fetch().then(() => arrived.resolve())
      await killed.promise
      await route.abort()
    },
  )
  for (const text of ['one', 'two', 'three']) await chat.say(text)
  await arrived.promise
  await server.kill()
  killed.resolve()
  await expect(desk.connection).toContainText('Reconnecting')
  await expect(desk.page.getByTestId('unsent')).toContainText('It goes out by itself when the connection is back.')
  await desk.page.unrouteAll()
  await desk.page.reload()
  await server.start()
  await expect(desk.connection).toContainText('Connected')
  await expect(desk.page.getByTestId('unsent')).toHaveCount(0)
  await expect.poll(async () => (await spoken(erika)).map(({ text }) => text)).toEqual(['Hello?', 'one', 'two', 'three'])
  await expect(chat.thread.getByText('one', { exact: true })).toHaveCount(1)
})

test('[S-58] what was typed to a customer is gone with the sign-out', async ({ browser, server }) => {
  const { page, chat } = await takeChat(browser, server.url)
  await chat.composer.fill('canary of a draft')
  await expect.poll(() => page.evaluate(() => JSON.stringify(localStorage))).toContain('canary of a draft')
  await page.getByRole('button', { name: /^My menu/ }).click()
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(page.getByLabel('User name')).toBeVisible()
  expect(await page.evaluate(() => JSON.stringify(localStorage))).not.toContain('canary')
})

test('an offer that is declined leaves, and the keys of the chat are in the list of keys', async ({ browser, server }) => {
  const desk = await openDesk(browser, server.url)
  const { page } = desk
  const chat = await startChat(desk, 'agent01')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Accept the chat that is offered')
  await page.keyboard.press('Escape')
  const erika = await customerAt(server.url, { name: 'Erika' })
  await erika.say('Hello?')
  await chat.offer.getByRole('button', { name: 'Decline' }).click()
  await expect(chat.offer).toHaveCount(0)
  await expect(chat.row).toContainText('Not ready')
})

test('whom the web site vouches for is verified, with their e-mail, also while it rings on the overview', async ({
  browser,
  server,
}) => {
  const admin = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  const key = (await callApi(admin.page, 'POST', '/v1/admin/chat/projects/support/keys')) as { secret: string }
  const desk = await openDesk(browser, server.url)
  const { page } = desk
  const chat = await startChat(desk, 'agent01')
  await page.goto(`${server.url}/#/desk`)
  await page.getByRole('textbox', { name: 'Notes' }).pressSequentially('In the middle of a')
  const ida = await customerAt(server.url, { name: 'Ida Berg', email: 'ida@partner.example', secret: key.secret })
  await ida.say('Hello')
  await expect(chat.offer.getByTestId('verified')).toContainText('Verified')
  // It rings without taking what is being typed.
  await page.keyboard.type(' note')
  await expect(page.getByRole('textbox', { name: 'Notes' })).toHaveValue('In the middle of a note')
  await inspectView(page, 'chat offered on the overview')
  await chat.accept('Ida Berg')
  await expect(chat.thread.getByTestId('verified')).toContainText('Verified')
  await expect(chat.thread.getByText('ida@partner.example')).toBeVisible()
  await page.getByRole('link', { name: 'Overview' }).click()
  await expect(page.getByRole('textbox', { name: 'Notes' })).toHaveValue('In the middle of a note')
})
