import type { Static, TSchema } from 'typebox'
import { Compile } from 'typebox/compile'
import { explain } from '../http/explain.ts'
import { Refused } from '../http/problem.ts'

/** Reads bodies by a schema. Throws `Refused` for what does not fit, with each field that is wrong. */
export function createBodyReader<T extends TSchema>(schema: T): (body: unknown) => Static<T> {
  const checker = Compile(schema)
  return (body) => {
    if (!checker.Check(body)) throw new Refused({ code: 'request.invalid' }, explain(checker.Errors(body)))
    return body
  }
}
