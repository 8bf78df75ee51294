import * as protocol from '../../packages/protocol/src/index.ts'
import { code, page, table } from './markdown.ts'
import { type Schema, shapeOf } from './schema-shape.ts'

const accessWords: Readonly<Record<string, string>> = { anyone: 'anyone', session: 'anyone signed in' }

/** Objects that the protocol exports under a name, to be shown by it. */
const names: ReadonlyMap<Schema, string> = new Map(
  Object.entries<unknown>(protocol).flatMap(([name, value]) => (isObjectSchema(value) ? [[value, name] as const] : [])),
)

function isObjectSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && 'properties' in value
}

function shape(schema: Schema): string {
  return `\`\`\`ts\n${shapeOf(schema, names)}\n\`\`\``
}

function partOf(title: string, schema: Schema | undefined): readonly string[] {
  if (schema === undefined) return []
  const name = names.get(schema)
  return [name ? `${title}: [${code(name)}](#${name.toLowerCase()})` : `${title}:\n\n${shape(schema)}`]
}

function operationBlock([name, row]: readonly [string, protocol.Operation]): string {
  const notes = [
    `Open to: ${accessWords[row.access] ?? `roles with ${code(row.access)}`}.`,
    ...(row.passwords ? ['Checks a password: counted by the lockout.'] : []),
    ...(row.demo ? ['Served with demo data only.'] : []),
  ]
  return [
    `### ${row.method} ${row.path}`,
    `${row.summary}. ${notes.join(' ')} In the SDK: ${code(`call('${name}', …)`)}.`,
    ...partOf('Parameters', row.params),
    ...partOf('Query', row.query),
    ...partOf('Body', row.body),
    ...partOf('Answer', row.answer),
  ].join('\n\n')
}

/** docs/reference/api.md: every operation of the native API and every document it takes and gives. */
export function renderApi(): string {
  const operations: readonly (readonly [string, protocol.Operation])[] = Object.entries(protocol.operations)
  const overview = operations.map(([, row]) => [
    `${code(`${row.method} ${row.path}`)}`,
    row.summary,
    accessWords[row.access] ?? code(row.access),
  ])
  const documents = [...names].map(([schema, name]) => `### ${name}\n\n${shape(schema)}`)
  return page(
    'The native API',
    'packages/protocol/src/operations.ts',
    `JSON over one origin. A running server describes itself at \`/openapi.json\` and, to read, at \`/docs\`; refusals are in
[errors](errors.md), the events of \`GET /v1/feed\` in [events](events.md). Writes carry \`X-CSRF-Token\`; an isolated tab's
calls carry \`X-Hotseat-Sub\`. Unknown fields are refused, and \`?\` marks what may be left out. Moments are milliseconds since
1970.`,
    table(['call', 'what it does', 'open to'], overview),
    '## Operations',
    ...operations.map(operationBlock),
    '## Documents',
    ...documents,
  )
}
