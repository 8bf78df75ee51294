/** The part of JSON Schema that the native API uses. */
export type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly properties?: Readonly<Record<string, Schema>>
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[] | undefined
}

/** The shape of a schema as one would write its type; a schema with a name is shown by it, but not at the top. */
export function shapeOf(schema: Schema, names: ReadonlyMap<Schema, string>, indent = ''): string {
  const inner = (part: Schema) => names.get(part) ?? shapeOf(part, names, indent)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' | ')
  if (schema.anyOf) return schema.anyOf.map(inner).join(' | ')
  if (schema.type === 'array' && schema.items) return arrayOf(inner(schema.items))
  if (schema.patternProperties) return `{ [key]: ${Object.values(schema.patternProperties).map(inner).join(' | ')} }`
  if (schema.properties) return objectShape(schema.properties, schema.required ?? [], names, indent)
  return schema.type ?? 'unknown'
}

function arrayOf(item: string): string {
  return item.includes(' | ') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`
}

function objectShape(
  properties: Readonly<Record<string, Schema>>,
  required: readonly string[],
  names: ReadonlyMap<Schema, string>,
  indent: string,
): string {
  const deeper = `${indent}  `
  const members = Object.entries(properties).map(
    ([name, part]) => `${name}${required.includes(name) ? '' : '?'}: ${names.get(part) ?? shapeOf(part, names, deeper)}`,
  )
  if (members.length === 0) return '{}'
  const line = `{ ${members.join('; ')} }`
  if (line.length + indent.length <= 100 && !line.includes('\n')) return line
  return `{\n${members.map((member) => deeper + member).join('\n')}\n${indent}}`
}
