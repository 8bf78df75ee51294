import type { Page } from '@playwright/test'
import { expect, openDesk } from './fixtures.ts'
import { inspectView } from './inspect-view.ts'
import { openRecorderDesk, takeCall } from './recorder-rig.ts'
import { test } from './recordings-rig.ts'

test.describe.configure({ mode: 'serial', timeout: 180_000 })

const video = (page: Page) => page.getByRole('region', { name: 'Player' }).locator('video')
const secondsOf = (page: Page) => video(page).evaluate((element: HTMLVideoElement) => element.currentTime)
const sourceOf = (page: Page) => video(page).evaluate((element: HTMLVideoElement) => element.currentSrc)

test('[DKR8] [RC45] an agent sees that they are recorded, pauses it and goes on, in every room', async ({ rig }) => {
  const { page, pill, state } = rig.agent
  await takeCall(rig.agent)
  await expect(pill).toContainText('Screen is being recorded')
  await expect(page.getByRole('status').filter({ hasText: 'Screen is being recorded' })).toHaveCount(1)
  await inspectView(page, 'being recorded')
  await page.goto(`${rig.server.url}/#/desk/chat`)
  await page.getByRole('button', { name: 'Pause the recording' }).click()
  await expect(pill).toContainText('Recording paused')
  await expect(page.getByRole('status').filter({ hasText: 'Recording paused' })).toHaveCount(1)
  // A reload does not hide it.
  await page.reload()
  await expect(pill).toContainText('Recording paused')
  await inspectView(page, 'recording paused')
  const pausedAt = Date.now()
  await expect.poll(() => Date.now() - pausedAt).toBeGreaterThan(2_000)
  await page.getByRole('button', { name: 'Go on recording' }).click()
  await expect(pill).toContainText('Screen is being recorded')
  await page.goto(`${rig.server.url}/#/desk`)
  await expect(page.getByRole('button', { name: 'Pause the recording' })).toBeVisible()
  // So that there is something of both parts.
  const begun = Date.now()
  await expect.poll(() => Date.now() - begun).toBeGreaterThan(4_000)
  await page.keyboard.press('Alt+x')
  await expect(state).toHaveAttribute('data-state', /WORK/)
  await expect(pill).toContainText('Recorder ready')
})

test('[DKR9] [RC40] a supervisor finds the recording, by filters that stand in the address', async ({ rig }) => {
  const { page, ...floor } = await openDesk(rig.browser, rig.server.url, { viewport: { width: 1280, height: 800 } })
  await floor.signIn('supervisor01')
  await page.getByRole('link', { name: 'Recordings' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Recordings' })).toBeVisible()
  const rows = page.getByRole('table', { name: 'Recordings' }).getByRole('row')
  // The list follows what happens: the parts arrive while it is looked at.
  await expect(rows.filter({ hasText: 'Recorded' })).toHaveCount(1, { timeout: 60_000 })
  await inspectView(page, 'recordings')
  const name = (await rows.nth(1).getByRole('link').textContent()) ?? ''
  await page.getByLabel('Agent').selectOption({ label: name })
  await expect(page).toHaveURL(/#\/recordings\?agent=/)
  await expect(rows).toHaveCount(2)
  await page.getByLabel('From').fill('2020-01-01')
  await page.getByLabel('To').fill('2020-01-02')
  await expect(page.getByText('No recording matches these filters.')).toBeVisible()
  await inspectView(page, 'no recordings')
  await page.reload()
  await expect(page.getByText('No recording matches these filters.')).toBeVisible()
  await page.getByRole('button', { name: 'Clear the filters' }).click()
  await expect(page).toHaveURL(/#\/recordings$/)
  await rows.nth(1).getByRole('listitem').first().getByRole('button').click()
  await expect(page).toHaveURL(/#\/recordings\?call=/)
  await expect(rows).toHaveCount(2)
  await page.getByLabel('Call id').fill('no-such-call')
  await page.keyboard.press('Enter')
  await expect(page.getByText('No recording matches these filters.')).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const) {
  test(`[DKR10] all parts play as one, over the gap that says who paused, ${colorScheme}`, async ({ rig }) => {
    const { page, ...floor } = await openDesk(rig.browser, rig.server.url, {
      ...{ viewport: { width: 1280, height: 800 }, colorScheme, reducedMotion: 'reduce' },
    })
    await floor.signIn('admin01')
    await page.goto(`${rig.server.url}/#/recordings`)
    await page
      .getByRole('link', { name: /^Recording of / })
      .first()
      .click()
    await expect.poll(() => video(page).evaluate((element: HTMLVideoElement) => element.readyState)).toBeGreaterThan(1)
    await inspectView(page, `player ${colorScheme}`)
    const gaps = page.getByRole('region', { name: 'Gaps' })
    await expect(gaps).toContainText(/Paused by \S+/)

    const line = page.getByRole('slider', { name: 'Position' })
    await line.focus()
    await page.keyboard.press('Home')
    await expect.poll(() => sourceOf(page)).toContain('part=1')
    await page.keyboard.press('Space')
    await expect(page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible()
    await page.getByLabel('Speed').selectOption('4')
    // The end of a part is the beginning of the next.
    await expect.poll(() => sourceOf(page)).toContain('part=2')
    await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible()
    expect(await secondsOf(page)).toBeGreaterThan(2)

    await gaps.getByRole('button').first().click()
    await expect.poll(() => secondsOf(page)).toBeLessThan(0.3)
    expect(await sourceOf(page)).toContain('part=2')
    await line.focus()
    await page.keyboard.press('Home')
    await expect.poll(() => sourceOf(page)).toContain('part=1')
    const box = await line.boundingBox()
    if (box === null) throw new Error('no line')
    await page.mouse.click(box.x + box.width - 4, box.y + box.height / 2)
    await expect.poll(() => sourceOf(page)).toContain('part=2')
    const at = await secondsOf(page)
    await page.keyboard.press('ArrowLeft')
    await expect.poll(() => secondsOf(page)).toBeLessThan(at)
  })
}

test('[RC45] an agent and an analyst are told that recordings are not for them', async ({ rig }) => {
  const { page, ...floor } = await openDesk(rig.browser, rig.server.url)
  await floor.signIn('analyst01')
  await expect(page.getByRole('link', { name: 'Recordings' })).toHaveCount(0)
  for (const path of ['recordings', 'recordings/rec-1']) {
    await page.goto(`${rig.server.url}/#/${path}`)
    await expect(page.getByRole('heading', { name: 'Not for your role' })).toBeVisible()
  }
})

test('[DKR9] what was not recorded says why, and a recording that is not there says so', async ({ rig }) => {
  const { page, ...floor } = await openDesk(rig.browser, rig.server.url)
  await floor.signIn('supervisor01')
  await page.goto(`${rig.server.url}/#/recordings/no-such-recording`)
  await expect(page.getByText('This could not be loaded')).toBeVisible()
  const other = await openRecorderDesk(rig.browser, rig.server, 0, 'denied')
  await other.signIn('agent05')
  await other.setReady()
  await takeCall(other)
  await page.goto(`${rig.server.url}/#/recordings`)
  const row = page.getByRole('row').filter({ hasText: 'Mei-Ling Chen' })
  await expect(row).toContainText('Waits for the recorder')
  // After the time that a recorder has (recording.giveUpMs).
  await expect(row).toContainText('No recorder is known for this agent or place.', { timeout: 60_000 })
  await row.getByRole('link').click()
  await expect(page.getByText('There is nothing to watch')).toBeVisible()
  await inspectView(page, 'not recorded')
})

test('[DKR5] [DKR8] [LB18] a recorder that is killed on a call is told as lost, the call goes on, and it comes back by itself', async ({
  rig,
}) => {
  const { page, pill, state, connection, sent } = rig.agent
  const tickets = () => sent.filter(({ authorization }) => authorization.startsWith('Ticket')).length
  const before = tickets()
  await rig.agent.setReady()
  await takeCall(rig.agent)
  await expect(pill).toContainText('Screen is being recorded')
  const begun = Date.now()
  await expect.poll(() => Date.now() - begun).toBeGreaterThan(3_000)
  await rig.recorder.kill()
  // It is noticed with the next ping at the latest.
  await expect(pill).toContainText('Recorder lost', { timeout: 40_000 })
  await expect(page.getByRole('status').filter({ hasText: 'Recorder lost' })).toHaveCount(1)
  await inspectView(page, 'recorder lost on a call')
  await expect(state).toHaveAttribute('data-state', 'TALKING')
  await expect(connection).toContainText('Connected')
  await page.getByRole('button', { name: 'Hold', exact: true }).click()
  await expect(state).toHaveAttribute('data-state', 'HOLD')
  await page.getByRole('button', { name: 'Take back', exact: true }).click()
  await expect(state).toHaveAttribute('data-state', 'TALKING')

  await rig.recorder.start()
  await expect(pill).toContainText('Screen is being recorded', { timeout: 60_000 })
  expect(tickets()).toBe(before + 1)
  const back = Date.now()
  await expect.poll(() => Date.now() - back).toBeGreaterThan(3_000)
  await page.keyboard.press('Alt+x')
  await expect(pill).toContainText('Recorder ready')

  // What it had of the first part is there, and so is the gap.
  const { page: watched, ...floor } = await openDesk(rig.browser, rig.server.url)
  await floor.signIn('supervisor01')
  await watched.goto(`${rig.server.url}/#/recordings`)
  const row = watched.getByRole('table', { name: 'Recordings' }).getByRole('row').nth(1)
  await expect(row).toContainText('Recorded', { timeout: 60_000 })
  await row.getByRole('link').click()
  await expect(watched.getByText('2 parts')).toBeVisible()
  await expect(watched.getByRole('region', { name: 'Gaps' })).toContainText('Nothing was captured')
})
