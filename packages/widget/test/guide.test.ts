import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { refusals } from '@hotseat/core'
import { beforeAll, expect, test } from 'vitest'
import { builtWidget } from './built-widget.ts'
import { startAdministrator } from './person.ts'
import { atEnd, freePort, startServer } from './real-server.ts'
import { openBrowser, visit } from './site.ts'

beforeAll(builtWidget)

const root = join(import.meta.dirname, '../../..')

/** The guide's files, each from the block that begins with its name; for this server and the demo tenant. */
async function writeGuide(server: string): Promise<string> {
  const guide = await readFile(join(root, 'docs/guides/chat-auto-login.md'), 'utf8')
  // Below node_modules, where the back end finds `jose` as it would at home.
  const folder = await mkdtemp(join(root, 'node_modules/.guide-'))
  atEnd(() => rm(folder, { recursive: true, force: true }))
  const named = /```\w+\n(?:\/\/|<!--) ([\w.-]+)(?: -->)?\n([\s\S]*?)```/g
  for (const [, name = '', text = ''] of guide.matchAll(named)) {
    const mine = text
      .replaceAll('https://chat.example.com', server)
      .replaceAll('wss://chat.example.com', server.replace('http', 'ws'))
      .replaceAll('"acme"', '"demo"')
    await writeFile(join(folder, name), mine)
  }
  return folder
}

/** The guide's own site, in a process of its own. */
async function startSite(server: string, secret: string): Promise<string> {
  const cwd = await writeGuide(server)
  const port = await freePort()
  const env = { PATH: process.env.PATH ?? '', PORT: String(port), CHAT_SECRET: secret }
  const child = spawn(process.execPath, ['site.mjs'], { cwd, env, stdio: 'inherit' })
  atEnd(async () => {
    if (child.exitCode === null && child.kill()) await once(child, 'exit')
  })
  const site = `http://127.0.0.1:${port}`
  await expect
    .poll(() =>
      fetch(site).then(
        ({ ok }) => ok,
        () => false,
      ),
    )
    .toBe(true)
  return site
}

test('[CW1] [CW10] [CW14] the guide’s back end and page sign a customer in, and out at the site’s own sign-out', async () => {
  const server = await startServer()
  const { secret } = await (await startAdministrator(server.origin)).createKey()
  const site = await startSite(server.origin, secret)

  const token = await (await fetch(`${site}/chat-token`)).text()
  const [, claims = ''] = token.split('.')
  const { iat, exp, ...who } = JSON.parse(Buffer.from(claims, 'base64url').toString())
  expect([who, exp - iat]).toEqual([{ email: 'mia@shop.example', displayName: 'Mia Berg' }, 300])
  const login = await fetch(`${server.origin}/chat/v1/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: site },
    body: JSON.stringify({ tenant: 'demo', project: 'support', token }),
  })
  expect([login.status, JSON.stringify(await login.json()).includes('Mia Berg')]).toEqual([200, true])

  const widget = await visit(await openBrowser(), site)
  await widget.open()
  await expect.poll(() => widget.panel.textContent()).toContain('Hello Mia Berg')
  await widget.page.getByRole('button', { name: 'Sign out' }).click()
  await expect.poll(() => widget.panel.textContent()).not.toContain('Mia Berg')
  expect(widget.faults).toEqual([])
})

test.each(['guides/chat-auto-login.md', 'apis/jsm-chat.md'])(
  '[CT11] %s has each message that a login is refused with',
  async (page) => {
    const text = await readFile(join(root, 'docs', page), 'utf8')
    for (const [code, { title }] of Object.entries(refusals)) {
      if (!code.startsWith('chatToken.') && code !== 'chat.origin' && code !== 'chat.project') continue
      expect(text).toMatch(new RegExp(`\\| \`?${title.replaceAll('.', '\\.')}(: \\w+)?\`? \\| \`${code.replace('.', '\\.')}\``))
    }
  },
)
