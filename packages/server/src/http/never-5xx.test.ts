import { type Operation, operations } from '@hotseat/protocol'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { anything, fitting, mostly, nasty } from '../../test/fitting.ts'
import { createStage } from '../../test/stage.ts'
import { createHandlers } from '../handlers.ts'
import { createTestNode, exampleCalls, type SignedIn, type TestNode } from './test-node.ts'

let rig: TestNode
let callers: SignedIn[]
const accepted = new Set<string>()
beforeAll(async () => {
  const { deps } = await createStage()
  rig = await createTestNode({ handlers: createHandlers(deps), deps })
})
// Some calls end the session that makes them.
beforeEach(async () => {
  callers = await Promise.all([
    rig.signIn({ role: 'administrator', user: 'admin01' }),
    rig.signIn({ role: 'executive', user: 'agent01', bearer: true }),
    rig.signIn({ role: 'supervisor', user: 'supervisor01' }),
  ])
})
afterAll(async () => {
  await rig.node.close()
  // The calls got past the door: else this test would show nothing.
  expect(accepted.size).toBeGreaterThan(25)
})

test.each(exampleCalls().map((call) => [`${call.method} ${call.url}`, call] as const))(
  '[HT19] [S-69] [S-73] %s never answers with a 5xx',
  async (_title, { name, method, url }) => {
    const row: Operation = operations[name]
    const body = row.body ? mostly(fitting(row.body)) : fc.option(anything, { nil: undefined })
    const query = row.query ? fitting(row.query) : fc.constant({})
    const id = fc.oneof(
      fc.constantFrom('u-agent01', 'desk-01', 'voice', 'inbound-support', 'lockout.maxFailures'),
      nasty,
      fc.string({ minLength: 1 }),
    )
    const answers = fc.asyncProperty(body, query, id, fc.nat(callers.length), async (body, query, id, who) => {
      const path = url.replace(/\/x(?=\/|$)/, () => `/${encodeURIComponent(id.toWellFormed())}`)
      const search = new URLSearchParams(
        Object.entries(query as object).map(([key, value]): [string, string] => [key, String(value)]),
      )
      const headers = { ...callers[who]?.headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
      const payload = body === undefined ? {} : { payload: JSON.stringify(body) }
      const answer = await rig.node.app.inject({ method, url: `${path}?${search}`, headers, ...payload })
      expect(answer.statusCode, answer.body).toBeLessThan(500)
      if (answer.statusCode === 200) accepted.add(name)
      if (answer.statusCode >= 400) expect(answer.headers['content-type']).toContain('application/problem+json')
    })
    // The same calls each time, so that how many are accepted is no matter of luck; then others, to find what those do not.
    await fc.assert(answers, { numRuns: 40, seed: 2_026 })
    await fc.assert(answers, { numRuns: 15 })
  },
)
