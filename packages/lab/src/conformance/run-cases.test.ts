import { once } from 'node:events'
import { createServer } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type ConformanceCase, Deviation, NotOffered, type Target } from './case.ts'
import { maskOf } from './mask.ts'
import { exitCodeOf, jsonOf, rowOf, sumOf } from './report.ts'
import { runCases } from './run-cases.ts'

/** A vendor's server that has one call, and echoes what it should keep to itself. */
const server = createServer((request, response) => {
  const known = request.url === '/echo'
  response.writeHead(known ? 200 : 404).end(known ? '{"status":"ok"}' : '')
})
const account = { tenant: 'demo', username: 'agent01', password: 'pass"word', extension: '5001' }
let target: Target
beforeAll(async () => {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  target = { url: `http://127.0.0.1:${port}`, agents: [account, account], administrator: account, place: 'desk-02' }
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const look = (name: string, work: ConformanceCase['look'], more: Partial<ConformanceCase> = {}): ConformanceCase => ({
  ...{ name, source: 'seed', look: work },
  ...more,
})
const wantStatus = (path: string, expected: number) => async (at: Target) => {
  const { status } = await fetch(at.url + path)
  if (status !== expected) throw new Deviation(`GET ${path}`, expected, status)
}
const outcomesOf = async (...cases: ConformanceCase[]) =>
  (await runCases(cases, target, { limitMs: 5_000 })).map(({ outcome }) => outcome)

describe('the conformance runner', () => {
  test('[CS1] cases are looked at one after another, and a failure stops none', async () => {
    const steps: string[] = []
    const step = (name: string) =>
      look(name, async () => {
        steps.push(`${name} begins`)
        await fetch(`${target.url}/echo`)
        steps.push(`${name} ends`)
        throw new Error(name)
      })
    const told: string[] = []
    await runCases([step('a'), step('b')], target, { onFinding: ({ name }) => told.push(name) })
    expect(steps).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
    expect(told).toEqual(['a', 'b'])
  })

  test('[CS1] a case that takes too long has failed, unless it asks for more time', async () => {
    const never = () => new Promise<void>(() => undefined)
    const soon = () => new Promise<void>((resolve) => setTimeout(resolve, 30))
    const findings = await runCases([look('stuck', never), look('slow', soon, { limitMs: 20_000 })], target, { limitMs: 10 })
    expect(findings.map(({ outcome }) => outcome)).toEqual([
      { kind: 'failed', what: 'not done within 0.01 s' },
      { kind: 'passed' },
    ])
  })

  test('[CS2] a deviation says what was expected and found, any other fault its causes', async () => {
    const outcomes = await outcomesOf(
      look('as documented', wantStatus('/echo', 200)),
      look('another status', wantStatus('/echo', 401)),
      look('gone', async () => {
        await fetch('http://127.0.0.1:1')
      }),
    )
    expect(outcomes).toMatchObject([
      { kind: 'passed' },
      { kind: 'failed', what: 'GET /echo', expected: 401, found: 200 },
      { kind: 'failed', what: expect.stringMatching(/^fetch failed: ./) },
    ])
  })

  test('[CS3] a 404 or 501 where the document says otherwise, also to a WebSocket, is a call that is not offered', async () => {
    const deviation = (expected: unknown, found: unknown) =>
      look('', async () => {
        throw new Deviation('x', expected, found)
      })
    const outcomes = await outcomesOf(
      look('', wantStatus('/nowhere', 200)),
      look('', async () => {
        throw new NotOffered('no such call')
      }),
      look('', async (at) => {
        await once(new WebSocket(`${at.url.replace('http', 'ws')}/bus`), 'open')
      }),
      deviation({ status: 200, body: {} }, { status: 501, body: {} }),
      // A 404 that the document itself speaks of, and a number that is no status.
      deviation(404, 200),
      deviation({ status: 404, body: 1 }, { status: 404, body: 2 }),
      deviation(3, 404),
    )
    expect(outcomes.map(({ kind }) => kind)).toEqual([...Array(4).fill('notOffered'), ...Array(3).fill('failed')])
  })

  test('[CS4] the run is good when nothing failed and something passed', async () => {
    const passed = look('p', async () => undefined)
    const failed = look('f', wantStatus('/echo', 401))
    const missing = look('m', wantStatus('/nowhere', 200))
    const codeOf = async (...cases: ConformanceCase[]) => exitCodeOf(await runCases(cases, target))
    expect(await codeOf(passed, missing)).toBe(0)
    expect(await codeOf(passed, failed)).toBe(1)
    expect(await codeOf(missing)).toBe(1)
  })

  test('[CS6] the report is a row a case and a sum, or JSON, and holds no password', async () => {
    const findings = await runCases(
      [
        look('echo', wantStatus('/echo', 200)),
        look('nowhere', wantStatus('/nowhere', 200), { source: 'public' }),
        look(
          'the password is not echoed',
          async () => {
            throw new Deviation('userInfo', { username: 'a' }, { username: 'a', password: account.password })
          },
          { source: 'ours' },
        ),
      ],
      target,
    )
    const mask = maskOf(target)
    expect(findings.map((finding) => mask(rowOf(finding))).join('\n')).toBe(
      [
        '  passed       [S]  echo',
        '  not offered  [P]  nowhere',
        '                    GET /nowhere',
        '  FAILED       [D]  the password is not echoed',
        '                    userInfo',
        '                    expected  {"username":"a"}',
        '                    found     {"username":"a","password":"***"}',
      ].join('\n'),
    )
    expect(sumOf(findings)).toMatch(/^1 passed, 1 failed, 1 not offered \(\d+\.\d s\)$/)
    const json = mask(jsonOf({ url: target.url, api: 'acme', findings }))
    expect(JSON.parse(json)).toMatchObject({
      ...{ target: target.url, api: 'acme', passed: 1, failed: 1, notOffered: 1 },
      cases: [{ name: 'echo', kind: 'passed' }, { kind: 'notOffered' }, { found: { username: 'a', password: '***' } }],
    })
    expect(json).not.toContain('word\\')
  })
})
