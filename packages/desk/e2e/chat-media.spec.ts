import { callApi } from './call-api.ts'
import { customerAt, spoken } from './chat-customer.ts'
import { chatOf } from './chat-desk.ts'
import { expect, openDesk, test } from './fixtures.ts'
import { inspectView } from './inspect-view.ts'

test.describe.configure({ timeout: 120_000 })

test('[CH12] a call beside the chats: each medium has its own state, and chats come up to the limit', async ({
  browser,
  server,
}) => {
  const desk = await openDesk(browser, server.url)
  const { page } = desk
  await desk.signIn('agent01')
  await desk.setReady()
  await page.getByRole('button', { name: 'Ring me with a demo call' }).click()
  const chat = chatOf(desk)
  await chat.open()
  await page.keyboard.press('a')
  await expect(desk.state).toContainText('Talking')
  await chat.setReady()
  const [erika, jonas, mia, tom] = await Promise.all([
    customerAt(server.url, { name: 'Erika' }),
    customerAt(server.url, { name: 'Jonas' }),
    customerAt(server.url, { name: 'Mia' }),
    customerAt(server.url, { name: 'Tom' }),
  ])
  let taken = 0
  for (const [name, customer] of Object.entries({ Erika: erika, Jonas: jonas, Mia: mia })) {
    await customer.say(`Hello from ${name}`)
    await chat.accept(name)
    taken += 1
    await expect(chat.row).toContainText(`${taken} of 3 chats`)
    await expect(desk.state).toContainText('Talking')
  }
  await tom.say('Hello from Tom')
  await chat.say('Good morning')
  await expect.poll(async () => (await spoken(mia)).at(-1)?.text).toBe('Good morning')
  await inspectView(page, 'three chats beside a call')
  await expect(chat.offer).toHaveCount(0)
  await expect(page.getByRole('button', { name: 'End call' })).toBeVisible()

  // The end of the call changes nothing of the chats, and a chat's nothing of the call.
  await page.getByRole('heading', { name: 'Mia' }).click()
  await page.keyboard.press('x')
  await expect(desk.state).toContainText('Wrap-up')
  await expect(chat.row).toContainText('3 of 3 chats')
  await expect(chat.row.getByRole('button', { name: 'Ready', exact: true })).toHaveAttribute('aria-pressed', 'true')
  await page.keyboard.press('Alt+b')
  await page.getByRole('dialog').getByRole('button', { name: 'Close the conversation' }).click()
  await chat.accept('Tom')
  await expect(desk.state).toContainText('Wrap-up')
})

test('[CH12] not ready for calls is ready for chats, and the other way round', async ({ browser, server }) => {
  const desk = await openDesk(browser, server.url)
  const { page } = desk
  await desk.signIn('agent01')
  await desk.setNotReady('Lunch')
  const chat = chatOf(desk)
  await chat.open()
  await chat.setReady()
  await expect(desk.state).toContainText('Lunch')
  const erika = await customerAt(server.url, { name: 'Erika' })
  await erika.say('Hello?')
  await chat.accept('Erika')
  await chat.row.getByRole('button', { name: 'Not ready' }).click()
  await page.getByRole('group', { name: 'Why not ready?' }).getByRole('button', { name: 'Paperwork' }).click()
  await expect(chat.row).toContainText('Paperwork')
  await desk.setReady()
  await page.getByRole('link', { name: 'Overview' }).click()
  await page.getByRole('button', { name: 'Ring me with a demo call' }).click()
  await expect(desk.state).toContainText('Ringing')
  await expect(chat.row).toContainText('Paperwork')
  await expect(chat.row).toContainText('1 of 3 chats')
})

test('[DK14] [CU4] an agent without a telephone works on the chat alone: is ready, takes a guest, and says what is pasted', async ({
  browser,
  server,
}) => {
  const admin = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  const { rows } = (await callApi(admin.page, 'GET', '/v1/admin/users')) as { rows: { id: string; username: string }[] }
  const amara = rows.find(({ username }) => username === 'agent01')
  await callApi(admin.page, 'PUT', `/v1/admin/users/${amara?.id}`, { extension: null })
  const desk = await openDesk(browser, server.url)
  const { page } = desk
  await desk.signIn('agent01')
  await callApi(page, 'PUT', '/v1/agent/seat', { media: ['chat'] })
  // The chat has the stage now, and nothing of a telephone is left.
  await expect(desk.state).toContainText('0 of 3 chats')
  await expect(page.getByRole('button', { name: 'Ring me with a demo call' })).toHaveCount(0)
  await inspectView(page, 'overview of the chat alone')
  await desk.setReady()
  const erika = await customerAt(server.url, {})
  await erika.say('Hello?')
  const chat = chatOf(desk)
  await chat.accept('Guest')
  await expect(desk.state).toContainText('1 of 3 chats')
  await chat.composer.fill('Good\u2028morning\u0085Guest\u0007')
  await chat.composer.press('Enter')
  await expect.poll(async () => (await spoken(erika)).at(-1)?.text).toBe('Good\nmorning\nGuest')
  await inspectView(page, 'the chat alone')
})
