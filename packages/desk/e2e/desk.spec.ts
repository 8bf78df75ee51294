import type { Page } from '@playwright/test'
import { callApi } from './call-api.ts'
import { type Desk, deskIn, expect, openDesk, test as ownTest, sharedTest as test } from './fixtures.ts'
import { readAgent } from './read-agent.ts'

async function signedIn(desk: Desk, username: string): Promise<Desk> {
  await desk.signIn(username)
  await expect(desk.state).toContainText('Not ready')
  return desk
}

const call = (page: Page) => page.getByTestId('call')
const notes = (page: Page) => page.getByRole('textbox', { name: 'Notes' })
const reasons = (page: Page) => page.getByRole('group', { name: 'Why not ready?' })

async function ring({ page, state }: Desk): Promise<void> {
  await page.getByRole('button', { name: 'Ring me with a demo call' }).click()
  await expect(state).toContainText('Ringing')
}

test('R goes ready, N asks why, a digit answers, and the last reason comes first', async ({ browser, server }) => {
  const { page, state } = await signedIn(await openDesk(browser, server.url), 'agent01')
  await page.keyboard.press('r')
  await expect(state).toHaveAttribute('data-state', 'READY')
  await page.keyboard.press('n')
  await expect(reasons(page).getByRole('button').first()).toBeFocused()
  // The tenant asks for a reason, so there is no way around one.
  await expect(reasons(page).getByRole('button', { name: 'Without a reason' })).toHaveCount(0)
  await page.keyboard.press('Escape')
  await expect(reasons(page)).toHaveCount(0)
  await expect(state).toHaveAttribute('data-state', 'READY')
  await page.keyboard.press('n')
  await expect(reasons(page).getByRole('button').nth(3)).toContainText('Meeting')
  await page.keyboard.press('4')
  await expect(state).toContainText('Meeting')
  await page.keyboard.press('r')
  await expect(state).toHaveAttribute('data-state', 'READY')
  await page.keyboard.press('n')
  await expect(reasons(page).getByRole('button').first()).toContainText('Meeting')
  await page.keyboard.press('1')
  await expect(state).toContainText('Meeting')
})

test('a letter that is typed into the notes is text; with Alt it is a shortcut', async ({ browser, server }) => {
  const { page, state } = await signedIn(await openDesk(browser, server.url), 'agent02')
  await page.keyboard.press('o')
  await expect(notes(page)).toBeFocused()
  await page.keyboard.type('rn')
  await expect(notes(page)).toHaveValue('rn')
  await expect(state).toHaveAttribute('data-state', 'NOT_READY')
  await page.keyboard.press('Alt+r')
  await expect(state).toHaveAttribute('data-state', 'READY')
  await expect(notes(page)).toBeFocused()
})

test('a call by keyboard: accept, hold, take back, end, say what it was, done', async ({ browser, server }) => {
  const desk = await signedIn(await openDesk(browser, server.url), 'agent03')
  const { page, state } = desk
  await desk.setReady()
  await notes(page).focus()
  await ring(desk)
  await expect(page).toHaveTitle(/Incoming call/)
  await expect(page.getByRole('alert').filter({ hasText: 'Incoming call from' })).toHaveCount(1)
  await page.keyboard.press('a')
  await expect(state).toHaveAttribute('data-state', 'TALKING')
  await expect(page).not.toHaveTitle(/Incoming call/)
  await page.keyboard.press('h')
  await expect(state).toHaveAttribute('data-state', 'HOLD')
  await expect(call(page).getByRole('button', { name: 'Take back' })).toBeVisible()
  await page.keyboard.press('h')
  await expect(state).toHaveAttribute('data-state', 'TALKING')
  await page.keyboard.press('x')
  await expect(state).toHaveAttribute('data-state', /WORK/)
  await call(page).getByRole('radio', { name: 'Solved' }).focus()
  await page.keyboard.press('Space')
  await expect(call(page).getByRole('radio', { name: 'Solved' })).toBeChecked()
  await page.keyboard.press('w')
  await expect(state).toHaveAttribute('data-state', 'READY')
  await expect(call(page)).toContainText('Waiting for the next call.')
})

test('a ringing call leaves the focus where someone is typing', async ({ browser, server }) => {
  const desk = await signedIn(await openDesk(browser, server.url), 'agent04')
  const { page, state } = desk
  await desk.setReady()
  await notes(page).focus()
  const { user } = (await readAgent(page)) as { user: { id: string } }
  await callApi(page, 'POST', '/v1/demo/calls', { userId: user.id })
  await expect(state).toHaveAttribute('data-state', 'RESERVED')
  await page.keyboard.type('still typing here')
  await expect(notes(page)).toHaveValue('still typing here')
  await expect(state).toHaveAttribute('data-state', 'RESERVED')
  await page.keyboard.press('Alt+a')
  await expect(state).toHaveAttribute('data-state', 'TALKING')
})

test('what is chosen during a call comes after it, and can be taken back', async ({ browser, server }) => {
  const desk = await signedIn(await openDesk(browser, server.url), 'agent05')
  const { page, state } = desk
  await desk.setReady()
  await ring(desk)
  await page.keyboard.press('a')
  await expect(state).toHaveAttribute('data-state', 'TALKING')
  const chooseLunch = async () => {
    await page.keyboard.press('n')
    await reasons(page).getByRole('button', { name: 'Lunch' }).click()
    await expect(state.getByText('After this call: Not ready · Lunch')).toBeVisible()
  }
  await chooseLunch()
  await state.getByRole('button', { name: /^Cancel/ }).click()
  await expect(state.getByText('After this call')).toHaveCount(0)
  await expect(state).toHaveAttribute('data-state', 'TALKING')
  await chooseLunch()
  await page.keyboard.press('x')
  await expect(state).toHaveAttribute('data-state', /WORK/)
  await page.keyboard.press('w')
  await expect(state).toHaveAttribute('data-state', 'NOT_READY')
  await expect(state).toContainText('Lunch')
})

test('a call that nobody answers goes away and leaves the agent not ready, with the reason', async ({ browser, server }) => {
  const desk = await signedIn(await openDesk(browser, server.url), 'agent11')
  const admin = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  await callApi(admin.page, 'PUT', '/v1/preferences/role:professional-agent/agent.ringMs', { value: 5_000 })
  await desk.setReady()
  await ring(desk)
  await expect(desk.state).toHaveAttribute('data-state', 'NOT_READY')
  await expect(desk.state).toContainText('Not answered')
  await expect(desk.page).not.toHaveTitle(/Incoming call/)
})

test('two tabs are one session: state and sign-out reach the other at once', async ({ browser, server }) => {
  const one = await signedIn(await openDesk(browser, server.url), 'agent06')
  const two = deskIn(await one.page.context().newPage())
  await two.page.goto(server.url)
  await expect(two.state).toContainText('Not ready')
  await one.setReady()
  await expect(two.state).toHaveAttribute('data-state', 'READY')
  await two.setNotReady('Training')
  await expect(one.state).toContainText('Training')
  await one.page.getByRole('button', { name: /^My menu/ }).click()
  await one.page.getByRole('menuitem', { name: 'Sign out' }).click()
  await one.page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click()
  for (const { page } of [one, two]) await expect(page.getByLabel('Password', { exact: true })).toBeVisible()
})

test('a note that two tabs changed is asked about, and neither text is lost', async ({ browser, server }) => {
  const one = await signedIn(await openDesk(browser, server.url), 'agent07')
  const two = deskIn(await one.page.context().newPage())
  await two.page.goto(server.url)
  await expect(notes(two.page)).toBeVisible()
  await notes(one.page).fill('from the first tab')
  await expect(one.page.getByText(/^Saved/)).toBeVisible()
  await notes(two.page).fill('from the second tab')
  const question = two.page.getByRole('alert').filter({ hasText: 'The note was changed in another tab.' })
  await expect(question).toContainText('from the first tab')
  await expect(notes(two.page)).toHaveValue('from the second tab')
  await question.getByRole('button', { name: 'Take the other one' }).click()
  await expect(notes(two.page)).toHaveValue('from the first tab')
  await expect(two.page.getByText(/^Saved/)).toBeVisible()
})

test('the phone book finds as one types and dials with Enter', async ({ browser, server }) => {
  const { page } = await signedIn(await openDesk(browser, server.url), 'agent08')
  await page.keyboard.press('p')
  const find = page.getByRole('combobox', { name: /^Phone book/ })
  await expect(find).toBeFocused()
  await page.keyboard.type('emergency')
  const options = page.getByRole('listbox', { name: 'Phone book' }).getByRole('option')
  await expect(options).toHaveCount(1)
  await expect(options).toContainText('+44 20 7946 0188')
  // The browser hands `tel:` to the computer's phone; here there is none, so what is asked of it is read from the wire.
  const dialled = await page.context().newCDPSession(page)
  await dialled.send('Page.enable')
  const asked = new Promise<string>((resolve) => dialled.on('Page.frameRequestedNavigation', ({ url }) => resolve(url)))
  await page.keyboard.press('Enter')
  expect(await asked).toBe('tel:+442079460188')
  await page.keyboard.press('Escape')
  await expect(find).toHaveValue('')
})

test('campaigns are ticked when the server has them', async ({ browser, server }) => {
  const { page } = await signedIn(await openDesk(browser, server.url), 'agent09')
  const outbound = page.getByRole('checkbox', { name: 'Outbound sales' })
  await outbound.uncheck()
  await expect(outbound).toBeEnabled()
  await expect(async () => expect(await readAgent(page)).toMatchObject({ agent: { campaigns: ['inbound-support'] } })).toPass()
  await page.reload()
  await expect(outbound).not.toBeChecked()
  await outbound.check()
  await expect(outbound).toBeChecked()
})

test('back, forward and a double click do no harm', async ({ browser, server }) => {
  const desk = await signedIn(await openDesk(browser, server.url), 'agent10')
  const { page, state } = desk
  await state.getByRole('button', { name: 'Ready', exact: true }).dblclick()
  await expect(state).toHaveAttribute('data-state', 'READY')
  await page.goto(`${server.url}/#/floor`)
  await expect(page.getByText('Not for your role')).toBeVisible()
  await page.goBack()
  await expect(state).toHaveAttribute('data-state', 'READY')
  await page.goForward()
  await page.goBack()
  await expect(state).toHaveAttribute('data-state', 'READY')
  await ring(desk)
  await call(page).getByRole('button', { name: 'Accept' }).dblclick()
  await expect(state).toHaveAttribute('data-state', 'TALKING')
  // A refusal would be told in a toast.
  await expect(page.getByRole('alert').filter({ hasText: /cannot|over/ })).toHaveCount(0)
})

test('a browser whose cookie is gone comes back by its device key, without a prompt', async ({ browser, server }) => {
  const desk = await signedIn(await openDesk(browser, server.url), 'agent12')
  const { page, state } = desk
  await desk.setNotReady('Coaching')
  await expect(async () => {
    const kept = await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))
    expect(kept).toContain('hotseat')
  }).toPass()
  await page.context().clearCookies()
  await page.reload()
  await expect(state).toContainText('Coaching')
  await expect(desk.connection).toContainText(/Connected|Back/)
  await expect(page.getByLabel('Password', { exact: true })).toHaveCount(0)
})

test('? lists the shortcuts, Ctrl+K finds an action and does it', async ({ browser, server }) => {
  const { page, state } = await signedIn(await openDesk(browser, server.url), 'agent13')
  await page.keyboard.press('?')
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toContainText('Accept the call')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await page.keyboard.press('Control+k')
  await page.getByRole('textbox', { name: 'Search' }).fill('paperwork')
  await page.keyboard.press('Enter')
  await expect(state).toContainText('Paperwork')
})

ownTest('Today tells of a break: when, how long, and that nothing was lost', async ({ browser, server }) => {
  const desk = await signedIn(await openDesk(browser, server.url), 'agent01')
  await desk.setReady()
  await server.kill()
  await expect(desk.connection).toContainText('Reconnecting')
  await server.start()
  await expect(desk.connection).toContainText('Connected')
  await expect(desk.page.getByTestId('breaks')).toContainText(/\d\d:\d\d:\d\d to \d\d:\d\d:\d\d .*nothing lost/)
})

test('[DK2] "not ready" asked for before the reasons are there waits for them', async ({ browser, server }) => {
  const { page, state, signIn } = await openDesk(browser, server.url, { serviceWorkers: 'block' })
  await signIn('agent09')
  await expect(state).toContainText('Not ready')
  await page.keyboard.press('r')
  await expect(state).toHaveAttribute('data-state', 'READY')
  const sent: string[] = []
  page.on('request', (request) => request.method() === 'PUT' && sent.push(request.url()))
  const { promise, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/v1/desk', async (route) => {
    await promise
    await route.continue()
  })
  // What was seen last would stand in for the lists. It goes before the desk opens it; until then the desk writes it anew.
  await page.addInitScript(() => void indexedDB.deleteDatabase('hotseat-desk'))
  await page.reload()
  await expect(state).toHaveAttribute('data-state', 'READY')
  await page.keyboard.press('n')
  await expect(page.getByRole('dialog').getByRole('status', { name: 'Loading' })).toBeVisible()
  expect(sent).toEqual([])
  release()
  await expect(page.getByRole('group', { name: 'Why not ready?' }).getByRole('button').first()).toBeFocused()
  await page.keyboard.press('1')
  await expect(state).toHaveAttribute('data-state', 'NOT_READY')
  await expect(state).not.toContainText('Without a reason')
  expect(sent).toHaveLength(1)
})

test('[DK7] the next key counts as soon as the desk shows the outcome of the last, however late its answer is', async ({
  browser,
  server,
}) => {
  const { page, state, signIn } = await openDesk(browser, server.url, { serviceWorkers: 'block' })
  await signIn('agent10')
  await page.keyboard.press('r')
  await expect(state).toHaveAttribute('data-state', 'READY')
  await page.getByRole('button', { name: 'Ring me with a demo call' }).click()
  await expect(state).toHaveAttribute('data-state', 'RESERVED')
  await page.keyboard.press('a')
  await expect(state).toHaveAttribute('data-state', 'TALKING')
  const { promise, resolve: release } = Promise.withResolvers<void>()
  await page.route('**/v1/agent/interactions/**', async (route) => {
    const response = await route.fetch()
    if (route.request().postData()?.includes('"hold"')) await promise
    await route.fulfill({ response })
  })
  await page.keyboard.press('h')
  await expect(state).toHaveAttribute('data-state', 'HOLD')
  await page.keyboard.press('h')
  await expect(state).toHaveAttribute('data-state', 'TALKING')
  await page.keyboard.press('x')
  await expect(state).toHaveAttribute('data-state', /WORK/)
  release()
})
