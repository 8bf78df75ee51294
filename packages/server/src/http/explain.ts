import type { TValidationError } from 'typebox/error'
import type { FieldError } from './problem.ts'

const sentences: { readonly [K in TValidationError['keyword']]?: (error: Extract<TValidationError, { keyword: K }>) => string } =
  {
    type: ({ params }) => `must be ${[params.type].flat().join(' or ')}`,
    const: ({ params }) => `must be ${JSON.stringify(params.allowedValue)}`,
    enum: ({ params }) => `must be one of ${params.allowedValues.join(', ')}`,
    minimum: ({ params }) => `must be at least ${params.limit}`,
    maximum: ({ params }) => `must be at most ${params.limit}`,
    minLength: ({ params }) => (params.limit === 1 ? 'must not be empty' : `must have at least ${params.limit} characters`),
    maxLength: ({ params }) => `must have at most ${params.limit} characters`,
    minItems: ({ params }) => `must have at least ${params.limit} entries`,
    maxItems: ({ params }) => `must have at most ${params.limit} entries`,
    uniqueItems: () => 'must not name anything twice',
    pattern: () => 'has characters or a form that are not allowed here',
    boolean: () => 'is not a field of this request',
  }

/** A schema checker's complaints as sentences for people, one a field; they repeat names, never values. */
export function explain(errors: readonly TValidationError[]): FieldError[] {
  const found = new Map<string, string>()
  const add = (field: string, message: string) => found.has(field) || found.set(field, message)
  for (const error of errors) {
    const path = fieldOf(error.instancePath)
    // An unknown field is also reported by `boolean`, one entry each.
    if (error.keyword === 'required')
      for (const name of error.params.requiredProperties) add(path ? `${path}.${name}` : name, 'is missing')
    else if (error.keyword !== 'additionalProperties' && error.keyword !== 'anyOf') add(path, sentenceOf(error))
  }
  if (found.size === 0) add(fieldOf(errors[0]?.instancePath ?? ''), 'is not valid')
  return [...found].map(([field, message]) => ({ field, message }))
}

function sentenceOf<K extends TValidationError['keyword']>(error: Extract<TValidationError, { keyword: K }>): string {
  // The table is keyed by the keyword that tells the members of the union apart.
  const sentence = sentences[error.keyword] as ((error: TValidationError) => string) | undefined
  return sentence?.(error) ?? 'is not valid'
}

/** `/deviceKey/x` (RFC 6901) as `deviceKey.x`, cut short: a field's name is the sender's choice. */
function fieldOf(pointer: string): string {
  const names = pointer.split('/').slice(1)
  return names
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
    .join('.')
    .slice(0, 100)
}
