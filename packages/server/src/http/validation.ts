import { type Operation, strict } from '@hotseat/protocol'
import type { TObject, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { faultOf } from '../fault-of.ts'
import { explain } from './explain.ts'
import { type FieldError, Refused } from './problem.ts'

/** Reads a part of a request: the value, or `Refused` with the fields at fault. */
type Parser = (input: unknown) => unknown

const nothing = strict({})

/** Reads the parts of an operation's requests by its schemas. Nothing is dropped, completed or guessed (S-69). */
export function createRequestParser({ params = nothing, query = nothing, body }: Operation) {
  const parseParams = parserOf(params)
  const parseQuery = parserOf(query)
  const parseBody = body === undefined ? parseNoBody : parserOf(body)
  return (request: { params: unknown; query: unknown; body: unknown }) => ({
    params: parseParams(request.params),
    query: parseQuery(readNumbers(query, request.query)),
    body: parseBody(request.body ?? undefined),
  })
}

function parserOf(schema: TSchema): Parser {
  const checker = Compile(schema)
  return (input) => {
    const fault = faultOf(input)
    if (fault !== null) throw new Refused({ code: 'request.malformed' }, [{ field: '', message: fault }])
    if (checker.Check(input)) return input
    throw invalid(explain(checker.Errors(input)))
  }
}

/** A call without input takes an empty body, and `{}` because some clients must send one. */
function parseNoBody(input: unknown): undefined {
  const isEmpty = input === undefined || (typeof input === 'object' && input !== null && Object.keys(input).length === 0)
  if (!isEmpty) throw invalid([{ field: '', message: 'this call takes no body' }])
}

/** Query strings are text; whole numbers are read where the schema asks for them, and a name given twice is refused. */
function readNumbers(schema: TObject, query: unknown): Record<string, unknown> {
  const twice = Object.entries(query ?? {}).filter(([, value]) => typeof value !== 'string')
  if (twice.length > 0) throw invalid(twice.map(([field]) => ({ field, message: 'is given more than once' })))
  const read = ([name, value]: [string, unknown]): [string, unknown] => {
    const member = Object.hasOwn(schema.properties, name) ? schema.properties[name] : undefined
    const wantsInteger = member !== undefined && 'type' in member && member.type === 'integer'
    return [name, wantsInteger && /^-?\d{1,15}$/.test(String(value)) ? Number(value) : value]
  }
  return Object.fromEntries(Object.entries(query ?? {}).map(read))
}

function invalid(errors: readonly FieldError[]): Refused {
  return new Refused({ code: 'request.invalid' }, errors)
}
