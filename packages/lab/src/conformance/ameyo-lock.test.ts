import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { ameyo } from './ameyo.ts'
import { runCases } from './run-cases.ts'

type Said = { readonly status: number; readonly body?: object }

/** Looks at a vendor's server that answers its sign-ins one after another so, the last answer for good. */
async function outcomeWhere(...answers: readonly Said[]) {
  const names: unknown[] = []
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = []
    for await (const part of request) parts.push(part)
    names.push(JSON.parse(Buffer.concat(parts).toString()).userId)
    const { status = 500, body = {} } = answers[Math.min(names.length, answers.length) - 1] ?? {}
    response.writeHead(status, { 'retry-after': '290' }).end(JSON.stringify(body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const account = { tenant: 'demo', username: 'agent01', password: 'x', extension: '5001' }
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const cases = ameyo.filter(({ name }) => name.startsWith('five wrong passwords'))
  const [finding] = await runCases(cases, { url, agents: [account, account], place: 'desk-02', administrator: account })
  return { outcome: finding?.outcome, names: new Set(names), tries: names.length }
}

const wrong = { status: 401, body: { message: 'invalid.credentials' } }
const locked = { status: 429, body: { message: 'user.account.locked', code: 429, status: 429 } }

test('[CS8] the lock is looked for with a name that is nobody’s, another one each time', async () => {
  const first = await outcomeWhere(...Array(5).fill(wrong), locked)
  expect(first).toMatchObject({ outcome: { kind: 'passed' }, tries: 6 })
  const second = await outcomeWhere(wrong)
  expect([first.names.size, second.names.size, new Set([...first.names, ...second.names]).size]).toEqual([1, 1, 2])
  expect(first.names.has('agent01')).toBe(false)
})

test.each([
  ['never locks', [wrong], { what: 'the sixth in a row', expected: 429, found: 401 }],
  [
    'locks by another status',
    [...Array(5).fill(wrong), { status: 403 }],
    { what: 'the sixth in a row', expected: 429, found: 403 },
  ],
  ['locks earlier', [wrong, wrong, wrong, locked], { what: 'wrong password 4 of 5', expected: 401, found: 429 }],
  ['says it otherwise', [...Array(5).fill(wrong), { status: 429, body: { message: 'locked' } }], { what: 'the sixth in a row' }],
])('[CS2] a server that %s is told as such', async (_how, answers, expected) => {
  expect((await outcomeWhere(...answers)).outcome).toMatchObject({ kind: 'failed', ...expected })
})
