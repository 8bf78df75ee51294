import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Page } from '@playwright/test'
import { expect, openDesk, test as ownTest, sharedTest as test } from './fixtures.ts'

const root = join(import.meta.dirname, '../../..')
const rowOf = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(name) })

async function act(page: Page, name: string, action: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: action }).click()
}

test('what an agent does is on the floor at once', async ({ browser, server }) => {
  const agent = await openDesk(browser, server.url)
  await agent.signIn('agent01')
  const { page, ...floor } = await openDesk(browser, server.url)
  await floor.signIn('supervisor01')
  await expect(rowOf(page, 'Amara Okafor')).toContainText('Not ready')
  await agent.setReady()
  await expect(rowOf(page, 'Amara Okafor')).toContainText('Ready')
  await agent.setNotReady('Lunch')
  await expect(rowOf(page, 'Amara Okafor')).toContainText('Not ready · Lunch')
  await agent.setReady()
  await agent.page.getByRole('button', { name: 'Ring me with a demo call' }).click()
  await agent.page.getByRole('button', { name: 'Accept' }).click()
  await expect(rowOf(page, 'Amara Okafor')).toContainText(/Talking.*with /)
})

test('filters and search live in the address, and a reload keeps them', async ({ browser, server }) => {
  const agent = await openDesk(browser, server.url)
  await agent.signIn('agent02')
  await agent.setNotReady('Meeting')
  const { page, ...floor } = await openDesk(browser, server.url)
  await floor.signIn('supervisor01')
  const chips = page.getByRole('group', { name: 'Filters' })
  await chips.getByRole('button', { name: /^Not ready/ }).click()
  await expect(page).toHaveURL(/show=notReady/)
  await page.getByRole('searchbox', { name: 'Find a person, extension or place' }).fill('weber')
  await expect(page).toHaveURL(/find=weber/)
  await expect(rowOf(page, 'Jonas Weber')).toBeVisible()
  await page.reload()
  await expect(chips.getByRole('button', { name: /^Not ready/ })).toHaveAttribute('aria-pressed', 'true')
  await expect(rowOf(page, 'Jonas Weber')).toBeVisible()
  await chips.getByRole('button', { name: /^Lost/ }).click()
  await expect(page.getByText('Nobody matches these filters.')).toBeVisible()
  await page.getByRole('main').getByRole('button', { name: 'Clear the filters' }).last().click()
  await expect(page).not.toHaveURL(/show=|find=/)
  await page.getByRole('radiogroup', { name: 'View' }).locator('label', { hasText: 'Cards' }).click()
  await expect(page).toHaveURL(/view=cards/)
  await expect(page.getByTestId('agent-agent02')).toContainText('Meeting')
})

test('a supervisor sets a state with a reason, and the agent sees it', async ({ browser, server }) => {
  const agent = await openDesk(browser, server.url)
  await agent.signIn('agent03')
  await agent.setReady()
  const { page, ...floor } = await openDesk(browser, server.url)
  await floor.signIn('supervisor01')
  await act(page, 'Priya Nair', 'Not ready: Coaching')
  await expect(page.getByText('Priya Nair is set to Not ready · Coaching.')).toBeVisible()
  await expect(agent.state).toContainText('Coaching')
  await act(page, 'Priya Nair', 'Set ready')
  await expect(agent.state).toHaveAttribute('data-state', 'READY')
})

test('a message stays on the agent’s desk until it is closed', async ({ browser, server }) => {
  const agent = await openDesk(browser, server.url)
  await agent.signIn('agent04')
  const { page, ...floor } = await openDesk(browser, server.url)
  await floor.signIn('supervisor01')
  await act(page, 'Luca Romano', 'Send a message…')
  await page.getByLabel('Message', { exact: true }).fill('Please call 4711 back <b>today</b>')
  await page.keyboard.press('Control+Enter')
  await expect(page.getByText('Sent to Luca Romano.')).toBeVisible()
  const message = agent.page.getByRole('alert').filter({ hasText: 'Message from Margarete Vogel' })
  await expect(message).toContainText('Please call 4711 back <b>today</b>')
  await message.getByRole('button').click()
  await expect(message).toHaveCount(0)
})

test('signing an agent out asks, says what is lost, and the agent reads why', async ({ browser, server }) => {
  const agent = await openDesk(browser, server.url)
  await agent.signIn('agent05')
  const { page, ...floor } = await openDesk(browser, server.url)
  await floor.signIn('supervisor01')
  await act(page, 'Mei-Ling Chen', 'Sign out…')
  const question = page.getByRole('dialog', { name: 'Sign Mei-Ling Chen out?' })
  await expect(question).toContainText('They need their password to sign in again.')
  await expect(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await page.keyboard.press('Escape')
  await expect(question).toHaveCount(0)
  await expect(agent.state).toContainText('Not ready')
  await act(page, 'Mei-Ling Chen', 'Sign out…')
  await question.getByRole('button', { name: 'Sign Mei-Ling Chen out' }).click()
  await expect(agent.page.getByText('A supervisor signed you out.')).toBeVisible()
  await expect(agent.page.getByLabel('Password', { exact: true })).toBeVisible()
  await expect(rowOf(page, 'Mei-Ling Chen')).toHaveCount(0)
})

test('an analyst watches and cannot act', async ({ browser, server }) => {
  const agent = await openDesk(browser, server.url)
  await agent.signIn('agent06')
  const { page, ...floor } = await openDesk(browser, server.url)
  await floor.signIn('analyst01')
  await page.goto(`${server.url}/#/floor`)
  await expect(rowOf(page, 'Sofía Herrera')).toBeVisible()
  await expect(page.getByRole('button', { name: /^Actions for/ })).toHaveCount(0)
})

ownTest('a thousand agents scroll with only the rows in sight in the page', async ({ browser, server }) => {
  const environment = { ...process.env, HOTSEAT_DATA: server.dataFolder }
  const seeding = ['packages/server/src/cli/main.ts', 'seed', '--agents', '1000']
  await promisify(execFile)(process.execPath, seeding, { cwd: root, env: environment })
  const { page, ...floor } = await openDesk(browser, server.url)
  await floor.signIn('supervisor01')
  await page.goto(`${server.url}/#/floor?show=out`)
  const rows = page.getByRole('table').getByRole('row')
  await expect(page.getByText(/of 1,?\d{3} agents/)).toBeVisible()
  const mostRows = 60
  await expect.poll(() => rows.count()).toBeLessThan(mostRows)
  const total = await page.evaluate(() => document.documentElement.scrollHeight)
  expect(total).toBeGreaterThan(1000 * 30)
  for (const part of [0.25, 0.5, 0.75, 1]) {
    await page.evaluate((top) => scrollTo({ top, behavior: 'instant' }), total * part)
    const last = Number(await rows.last().getAttribute('aria-rowindex'))
    await expect.poll(async () => Number(await rows.last().getAttribute('aria-rowindex'))).toBeGreaterThanOrEqual(last)
    expect(await rows.count()).toBeLessThan(mostRows)
  }
  await expect.poll(async () => Number(await rows.last().getAttribute('aria-rowindex'))).toBeGreaterThan(1000)
})

test('who comes back to the floor sees what happened meanwhile', async ({ browser, server }) => {
  const admin = await openDesk(browser, server.url)
  await admin.signIn('admin01')
  const agent = await openDesk(browser, server.url)
  await agent.signIn('agent09')
  await admin.page.goto(`${server.url}/#/floor`)
  const row = admin.page.getByRole('row').filter({ hasText: '5009' })
  await expect(row).toContainText('Not ready')
  await admin.page.goto(`${server.url}/#/admin/campaigns`)
  await expect(admin.page.getByRole('row').filter({ hasText: 'inbound-support' })).toBeVisible()
  await agent.setReady()
  await admin.page.goto(`${server.url}/#/floor`)
  await expect(row).not.toContainText('Not ready')
  await expect(row).toContainText('Ready')
})
