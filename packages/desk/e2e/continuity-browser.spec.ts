import type { Browser } from '@playwright/test'
import { callApi } from './call-api.ts'
import { deskIn, expect, openDesk, test } from './fixtures.ts'
import { readAgent } from './read-agent.ts'

/**
 * Freezes every page of a browser and lets them run again. Their processes are stopped whole, workers included: a page
 * that is being driven counts as visible, and a visible page is not frozen by `Page.setWebLifecycleState`.
 */
async function createFreezer(browser: Browser) {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const renderers = processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => id)
  const signal = (name: 'SIGSTOP' | 'SIGCONT') => {
    for (const id of renderers) process.kill(id, name)
  }
  return { freeze: () => signal('SIGSTOP'), thaw: () => signal('SIGCONT') }
}

test('[RE9] a tab frozen longer than the grace period comes back in the same state, without a prompt', async ({
  browser,
  launchOptions,
  server,
}) => {
  const admin = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  await callApi(admin.page, 'PUT', '/v1/preferences/tenant/continuity.graceMs', { value: 5_000 })
  const agentsBrowser = await browser.browserType().launch(launchOptions)
  const agent = await openDesk(agentsBrowser, server.url)
  await agent.signIn('agent01')
  await agent.setReady()
  const note = agent.page.getByRole('textbox', { name: 'Notes' })
  await note.fill('Typed before the freeze')
  await expect(agent.page.getByText(/^Saved/)).toBeVisible()
  const before = await readAgent(agent.page)
  await agent.page.evaluate(() => Object.assign(window, { isSamePage: true }))
  const kindsOnFeed = async () => JSON.stringify(await callApi(admin.page, 'GET', '/v1/audit?user=u-agent01'))

  const freezer = await createFreezer(agentsBrowser)
  freezer.freeze()
  try {
    // The browser's network process still answers for a frozen page; what cuts its line is a server that restarts.
    await server.kill()
    await server.start()
    await expect(admin.connection).toContainText('Connected')
    await expect.poll(kindsOnFeed).toContain('agent.lost')
    expect(await kindsOnFeed()).not.toContain('session.resumed')
  } finally {
    freezer.thaw()
  }
  await expect(agent.connection).toContainText('Connected')
  await expect(agent.state).toContainText('Ready')
  await expect(note).toHaveValue('Typed before the freeze')
  await expect(agent.page.getByLabel('Password', { exact: true })).toHaveCount(0)
  expect(await readAgent(agent.page)).toEqual(before)
  expect(await agent.page.evaluate(() => 'isSamePage' in window)).toBe(true)
  expect((await kindsOnFeed()).split('session.resumed')).toHaveLength(2)
  await agentsBrowser.close()
})

test('[LC5] [TB7] a desk that was left for another site and gone back to goes on, with what was typed', async ({
  browser,
  server,
}) => {
  const desk = await openDesk(browser, server.url)
  await desk.signIn('agent01')
  await desk.setNotReady('Lunch')
  const note = desk.page.getByRole('textbox', { name: 'Notes' })
  await note.fill('Before')
  await expect(desk.page.getByText(/^Saved/)).toBeVisible()
  const before = await readAgent(desk.page)
  await note.fill('Before, and half a sentence')
  await desk.page.goto('about:blank')
  await desk.page.goBack()
  await expect(desk.connection).toContainText('Connected')
  await expect(desk.state).toContainText('Lunch')
  await expect(note).toHaveValue('Before, and half a sentence')
  await expect(desk.page.getByLabel('Password', { exact: true })).toHaveCount(0)
  expect(await readAgent(desk.page)).toEqual(before)
})

test('[KA14] keep-alives go on where a page’s own timers stand still', async ({ browser, server }) => {
  const admin = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  await callApi(admin.page, 'PUT', '/v1/preferences/tenant/continuity.keepAliveMs', { value: 5_000 })
  const page = await (await browser.newContext({ locale: 'en-GB' })).newPage()
  let pings = 0
  page.on('websocket', (socket) =>
    socket.on('framesent', ({ payload }) => {
      if (String(payload).includes('"ping"')) pings += 1
    }),
  )
  await page.goto(server.url)
  const desk = deskIn(page)
  await desk.signIn('agent01')
  // A page that is driven never counts as hidden; so stricter than any hidden page's: no timer of the page rings at all.
  await page.evaluate(() => {
    const newest = window.setTimeout(() => undefined)
    for (let timer = 0; timer <= newest; timer++) clearTimeout(timer)
    Object.assign(window, { setTimeout: () => 0, setInterval: () => 0 })
  })
  const before = pings
  await expect.poll(() => pings, { timeout: 30_000 }).toBeGreaterThan(before + 2)
  expect(page.workers().map((worker) => worker.url())).toEqual([expect.stringContaining('timer-worker')])
  await expect(desk.connection).toContainText('Connected')
})
