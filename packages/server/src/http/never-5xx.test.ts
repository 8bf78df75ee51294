import { type Operation, operations } from '@hotseat/protocol'
import fc from 'fast-check'
import type { TSchema } from 'typebox'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
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

/** Texts that have broken parsers, databases and log readers before. */
const nasty = fc.constantFrom(
  '',
  ' ',
  '\0',
  '\ud800',
  '%',
  "'; drop table members; --",
  '../../x',
  '__proto__',
  'constructor',
  '💺'.repeat(40),
  'x'.repeat(5_000),
  '\u202e',
  '1e400',
  '-0',
  'demo',
  'agent01',
  'voice',
  'READY',
  'NOT_READY',
)
const anything = fc.oneof(
  nasty,
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 2 }),
)

/** The words of JSON Schema that the operations use. */
type JsonSchema = {
  readonly type?: string
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly items?: TSchema
  readonly anyOf?: readonly TSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly minimum?: number
  readonly maximum?: number
  readonly required?: readonly string[]
}

/** Values that mostly fit a schema, so that they get past the door and into the use case. */
function fitting(schema: TSchema): fc.Arbitrary<unknown> {
  const { type, properties, items, anyOf, minimum = 0, maximum = 2 ** 40, required = [], ...rest } = schema as JsonSchema
  if (rest.enum) return fc.constantFrom(...rest.enum)
  if ('const' in rest) return fc.constant(rest.const)
  if (anyOf) return fc.oneof(...anyOf.map(fitting))
  if (type === 'integer') return fc.integer({ min: minimum, max: Math.min(maximum, 2 ** 40) })
  if (type === 'boolean') return fc.boolean()
  if (type === 'null') return fc.constant(null)
  if (type === 'array' && items) return fc.array(fitting(items), { maxLength: 3 })
  if (type === 'object' && properties) {
    const members = Object.entries(properties).map(([name, member]) => [name, mostly(fitting(member))])
    return fc.record<Record<string, unknown>>(Object.fromEntries(members), { requiredKeys: [...required] })
  }
  if (type === 'string')
    return fc.oneof(
      fc.constantFrom('demo', 'agent01', 'voice', 'inbound-support', '5001', 'u-agent01', 'demo-password-2026'),
      fc.string({ minLength: 1, maxLength: 40 }),
      nasty,
    )
  return anything
}

const mostly = (arbitrary: fc.Arbitrary<unknown>) => fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: anything })

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
