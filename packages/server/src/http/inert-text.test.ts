import { mayDo } from '@hotseat/core'
import { type Operation, operations } from '@hotseat/protocol'
import type { TSchema } from 'typebox'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createStage } from '../../test/stage.ts'
import { createTestDevice } from '../../test/test-device.ts'
import { demoPassword } from '../demo/seed-demo.ts'
import { createHandlers } from '../handlers.ts'
import { createTestNode, exampleCalls, type TestNode } from './test-node.ts'

const hostile = {
  'control characters': 'a\u0001\u001b[31m\r\nset-cookie: x=1\u007f\u0085',
  NUL: 'a\0b',
  'bidi overrides': '\u202egnp.exe\u2066\u2069\u200f',
  'half a surrogate pair': 'a\ud800b',
  'the other half': '\udfff',
  'a prototype': '__proto__',
  'a constructor': 'constructor',
  'a script': '</script><script>alert(1)</script>"\'><img src=x onerror=alert(1)>',
  SQL: `'; drop table members; --`,
  '100 KB': 'x'.repeat(100 * 1024),
} as const

/** The words of JSON Schema that the operations use. */
type JsonSchema = {
  readonly type?: string
  readonly properties?: Readonly<Record<string, TSchema>>
  readonly items?: TSchema
  readonly anyOf?: readonly TSchema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly pattern?: string
  readonly minimum?: number
  readonly required?: readonly string[]
}
const read = (schema: TSchema) => schema as JsonSchema

let made = 0
/** Values that the demo tenant takes, by the name of the field; else the first that fits the pattern. */
const known: Readonly<Record<string, () => unknown>> = {
  id: () => `fresh-${made++}`,
  code: () => 1_000 + made++,
  tenant: () => 'demo',
  username: () => 'agent01',
  password: () => demoPassword,
  current: () => demoPassword,
  next: () => 'quite another horse',
  email: () => 'somebody@example.org',
  deviceKey: () => createTestDevice().publicKey,
  medium: () => 'voice',
  media: () => ['voice'],
  state: () => 'READY',
  campaigns: () => ['inbound-support'],
  disabled: () => false,
}
/** Objects of the demo data, by where they are. */
const objects: Readonly<Record<string, string>> = {
  users: 'u-agent02',
  agents: 'u-agent02',
  places: 'desk-01',
  campaigns: 'inbound-support',
  'reason-codes': 'NOT_READY:11',
  'wrap-up-codes': 'solved',
  'phone-books': 'support',
}
const texts = ['demo', '123456', 'A'.repeat(43), 'A'.repeat(86), 'tenant', '2026-01-01']

/** A value that fits a schema, so that only the text under test is out of the ordinary. */
function exampleOf(schema: TSchema, name = ''): unknown {
  const { type, properties, items, anyOf, minimum = 0, pattern, ...rest } = read(schema)
  const value = known[name]
  if (value !== undefined) return value()
  if (rest.enum) return rest.enum[0]
  if ('const' in rest) return rest.const
  if (anyOf?.some((each) => read(each).type === 'null')) return null
  if (anyOf?.[0]) return exampleOf(anyOf[0], name)
  if (type === 'integer' || type === 'number') return minimum
  if (type === 'boolean') return false
  if (type === 'array') return items ? [exampleOf(items, name)] : []
  if (type === 'object')
    return Object.fromEntries(Object.entries(properties ?? {}).map(([key, each]) => [key, exampleOf(each, key)]))
  if (type === 'string') return texts.find((text) => new RegExp(pattern ?? '').test(text)) ?? texts[0]
  return 'anything'
}

type Path = readonly (string | number)[]
/** Where a schema takes text: strings, and values of which it says nothing. */
function textsIn(schema: TSchema, at: Path = []): Path[] {
  const { type, properties, items, anyOf, ...rest } = read(schema)
  if ('const' in rest) return []
  if (anyOf) return anyOf.flatMap((each) => textsIn(each, at))
  if (type === 'object') return Object.entries(properties ?? {}).flatMap(([key, each]) => textsIn(each, [...at, key]))
  if (type === 'array') return items ? textsIn(items, [...at, 0]) : []
  return type === undefined || type === 'string' ? [at] : []
}

/** The value with the text in the place of what is there. */
function put(value: unknown, [first, ...others]: Path, text: string): unknown {
  if (first === undefined) return text
  if (Array.isArray(value)) return value.map((each, at) => (at === first ? put(each, others, text) : each))
  const members = typeof value === 'object' && value !== null ? value : {}
  return { ...members, [first]: put(Reflect.get(members, first), others, text) }
}

let rig: TestNode
const stored = new Set<string>()
const refused = new Set<number>()
beforeAll(async () => {
  const { deps } = await createStage()
  rig = await createTestNode({ handlers: createHandlers(deps), deps })
})
afterAll(async () => {
  await rig.node.close()
  // Some of it got in, and came back: else this test would show nothing.
  expect([...stored].toSorted()).toEqual(expect.arrayContaining(['a script', 'bidi overrides', 'SQL']))
  expect(refused).toEqual(new Set([400, 401, 403, 404, 409, 413, 429].filter((status) => refused.has(status))))
})

/** Somebody who may make the call, signed in anew: some calls end the session that makes them. */
function signInFor({ access }: Operation) {
  const isAdministrators = access === 'session' || access === 'anyone' || mayDo('administrator', access)
  return rig.signIn(isAdministrators ? { role: 'administrator', user: 'admin01' } : { role: 'executive', user: 'agent01' })
}

const rows = exampleCalls().flatMap((call) => {
  const row: Operation = operations[call.name]
  const inBody = row.body ? textsIn(row.body).map((path) => ['body', path] as const) : []
  const inQuery = row.query ? textsIn(row.query).map((path) => ['query', path] as const) : []
  const inPath = /\/x(\/|$)|\/tenant(\/|$)/.test(call.url) && row.params ? [['path', ['id']] as const] : []
  const fields = [...inBody, ...inQuery, ...inPath]
  return fields.length > 0 ? [[`${call.method} ${call.url}`, { ...call, row, fields }] as const] : []
})

test.each(rows)(
  '[S-70] [S-69] [HT13] [HT19] %s takes hostile text as data or not at all',
  async (_title, { method, url, row, fields, name }) => {
    for (const [part, path] of fields) {
      for (const [kind, text] of Object.entries(hostile)) {
        const me = await signInFor(row)
        const body = row.body ? exampleOf(row.body) : undefined
        const sent = part === 'body' ? put(body, path, text) : body
        const query = part === 'query' ? `?${String(path[0])}=${encodeURIComponent(text.toWellFormed())}` : ''
        const id =
          part === 'path' ? text.toWellFormed() : (objects[url.split('/').at(url.split('/').indexOf('x') - 1) ?? ''] ?? 'x')
        const last = url.replace(/\/x(?=\/|$)/, () => `/${encodeURIComponent(id)}`)
        const answer = await rig.node.app.inject({
          method,
          url: last + query,
          headers: { ...me.headers, ...(sent === undefined ? {} : { 'content-type': 'application/json' }) },
          ...(sent === undefined ? {} : { payload: JSON.stringify(sent) }),
        })
        const where = `${name} ${part} ${path.join('.')} ${kind}: ${answer.statusCode} ${answer.body.slice(0, 200)}`
        expect(answer.statusCode, where).toBeLessThan(500)
        // Whatever was said, no browser takes it for a page, and no header came out of it.
        expect(answer.headers['content-type'], where).toMatch(/^application\/(problem\+)?json/)
        expect(answer.headers['x-content-type-options'], where).toBe('nosniff')
        expect(String(answer.headers['set-cookie'] ?? ''), where).not.toContain('x=1')
        const document: unknown = JSON.parse(answer.body)
        if (answer.statusCode !== 200) {
          refused.add(answer.statusCode)
          continue
        }
        const back = path.reduce<unknown>(
          (each, key) => (typeof each === 'object' && each !== null ? Reflect.get(each, key) : undefined),
          document,
        )
        if (part !== 'body' || typeof back !== 'string') continue
        expect(back.toLowerCase(), where).toBe(text.normalize('NFC').toLowerCase())
        stored.add(kind)
      }
    }
    expect(Object.keys(Object.prototype)).toEqual([])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  },
)
