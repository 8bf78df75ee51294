import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { buildClient } from '../build.ts'
import { openBrowser } from './browser.ts'
import { demoPassword, startServer } from './real-server.ts'
import { allowOrigin, serveSite } from './site.ts'

beforeAll(() => buildClient())

const read = (name: string) => readFile(fileURLToPath(new URL(`../../../${name}`, import.meta.url)), 'utf8')

async function start(page: string) {
  const server = await startServer()
  const site = await serveSite(page.replaceAll('http://127.0.0.1:7700', server.origin))
  await allowOrigin(server.origin, site)
  const tab = await (await openBrowser()).newPage()
  await tab.goto(site)
  return { server, tab }
}

test('[PX37] the few lines of the docs sign in and out', async () => {
  const lines = await read('examples/ipcortex/few-lines.html')
  expect(await read('docs/apis/ipcortex.md')).toContain(`\`\`\`html\n${lines}\`\`\``)
  const { tab } = await start(lines)
  await expect.poll(() => tab.getByRole('status').textContent()).toBe('Amara Okafor of demo')
  await tab.getByRole('button', { name: 'Sign out' }).click()
  await expect.poll(() => tab.getByRole('status').textContent()).toBe('null of null')
})

test('[PX37] the example page comes back in its state after kill -9 and a reload', async () => {
  const { server, tab } = await start(await read('examples/ipcortex/page.html'))
  const says = (id: string) => tab.locator(`#${id}`).textContent()
  await expect.poll(() => says('said')).toContain('the library came from')
  await tab.locator('#in').click()
  await tab.getByLabel('User name').fill('agent02')
  await tab.getByLabel('Password').fill(demoPassword)
  await tab.keyboard.press('Enter')
  await expect.poll(() => says('feed')).toBe('live')
  await tab.locator('#ready').click()
  await expect.poll(() => says('state')).toBe('READY')
  await tab.locator('#phone').click()
  await expect.poll(() => says('said')).toContain('the phone registers as')
  await server.kill()
  await expect.poll(() => says('feed')).toBe('recovering')
  await server.startAgain()
  await expect.poll(() => says('feed')).toBe('live')
  await tab.reload()
  await expect.poll(() => says('feed')).toBe('live')
  expect([await says('who'), await says('state')]).toEqual(['Jonas Weber of demo', 'READY'])
  await tab.locator('#out').click()
  await expect.poll(() => says('said')).toContain('signed out: chat, history, phone, logout')
  expect(await says('who')).toBe('nobody')
})
