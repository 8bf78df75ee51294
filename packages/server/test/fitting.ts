import fc from 'fast-check'
import type { TSchema } from 'typebox'

/** Texts that have broken parsers, databases and log readers before. */
export const nasty = fc.constantFrom(
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
/** Any JSON at all. */
export const anything = fc.oneof(
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
  /** A record: any names, and what is behind each of them. */
  readonly patternProperties?: Readonly<Record<string, TSchema>>
}

/** Values that mostly fit a schema, so that they get past the door and into the use case. */
export function fitting(schema: TSchema): fc.Arbitrary<unknown> {
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
  const [member] = Object.values(rest.patternProperties ?? {})
  if (member) return fc.dictionary(fc.oneof(fc.constant('isAutoReloginEnabled'), nasty), mostly(fitting(member)), { maxKeys: 2 })
  if (type === 'string')
    return fc.oneof(
      fc.constantFrom('demo', 'agent01', 'voice', 'inbound-support', '5001', 'u-agent01', 'demo-password-2026'),
      fc.string({ minLength: 1, maxLength: 40 }),
      nasty,
    )
  return anything
}

/** The wished value, now and then anything else in its place. */
export const mostly = (arbitrary: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary }, { weight: 1, arbitrary: anything })

/** A value that would fit, but for one member: missing, replaced by anything, or one too many. Or no object at all. */
export function mutated(schema: TSchema): fc.Arbitrary<unknown> {
  const change = fc.record({ at: fc.nat(), how: fc.constantFrom('drop', 'replace', 'add'), by: anything })
  const changed = fc.tuple(fitting(schema), change).map(([value, { at, how, by }]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return by
    const names = Object.keys(value)
    const name = names[at % Math.max(1, names.length)] ?? 'x'
    const { [name]: _, ...rest } = value as Record<string, unknown>
    if (how === 'drop') return rest
    return how === 'replace' ? { ...rest, [name]: by } : { ...value, [`${name}2`]: by }
  })
  return fc.oneof({ weight: 4, arbitrary: changed }, { weight: 1, arbitrary: anything })
}
