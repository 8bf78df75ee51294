import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const program = fileURLToPath(new URL('../conformance.ts', import.meta.url))
/** A server that speaks one call of Ameyo's. */
const server = createServer((request, response) => {
  const speaks = request.url === '/ameyorestapi/echo'
  const headers = { 'content-type': 'application/json', 'cache-control': 'no-store' }
  response.writeHead(speaks ? 200 : 404, headers).end(speaks ? JSON.stringify({ status: 'ok', time: Date.now() }) : '{}')
})
let url: string
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as { port: number }).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** Runs the program as a person would who has no terminal; what it says, and its exit code. */
function run(...words: string[]): Promise<{ code: unknown; said: string; complained: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...words], { env: { PATH: process.env.PATH } }, (error, said, complained) =>
      resolve({ code: error?.code ?? 0, said, complained }),
    ).stdin?.end()
  })
}

test('[CS4] [CS6] a row a case and a sum; 0 when all that is offered is as documented', async () => {
  const { code, said } = await run('--target', url, '--api', 'ameyo', '--only', 'echo')
  expect(said.split('\n')[0]).toBe(`ameyo at ${url}`)
  expect(said).toMatch(/^ {2}passed {7}\[[SPD]\] {2}echo/m)
  expect(said).toMatch(/\d+ passed, 0 failed, \d+ not offered \(\d+\.\d s\)\n$/)
  expect(code).toBe(0)
}, 60_000)

test('[CS3] [CS4] a server that offers nothing of it does not speak the API; JSON for programs', async () => {
  const { code, said } = await run('--target', url, '--api', 'genesys', '--only', 'me', '--json')
  expect(JSON.parse(said)).toMatchObject({ target: url, api: 'genesys', passed: 0 })
  expect(code).toBe(1)
}, 60_000)

test('[CS4] [CS5] what cannot be looked at is said in a sentence', async () => {
  const complaints = [
    [['--api', 'none'], /Allowed choices are .*ameyo/],
    [['--api', 'ameyo', '--target', 'pbx'], /--target must be an origin/],
    [['--api', 'ameyo', '--target', 'http://127.0.0.1:1'], /Nothing answers at http:\/\/127\.0\.0\.1:1/],
    [['--api', 'ameyo', '--user', 'ann', '--target', url], /There is no password for ann: set CONFORMANCE_USER_PASSWORD/],
    [['--api', 'ameyo', '--only', 'no such case'], /No case has “no such case” in its name/],
    [['--api', 'ameyo', '--limit', 'soon'], /--limit must be a number of seconds/],
  ] as const
  for (const [words, complaint] of complaints) {
    const { code, complained } = await run(...words)
    expect([code, complained]).toEqual([2, expect.stringMatching(complaint)])
  }
  const help = await run('--help')
  expect([help.code, help.said]).toEqual([0, expect.stringContaining('CONFORMANCE_PASSWORD')])
}, 60_000)
