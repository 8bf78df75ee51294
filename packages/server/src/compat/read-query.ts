import type { Static, TObject } from 'typebox'
import { Compile } from 'typebox/compile'
import { explain } from '../http/explain.ts'
import { Refused } from '../http/problem.ts'
import { faultOf } from '../http/safe-json.ts'

/** Reads query strings by a schema whose members are text; other members pass. Refuses what does not fit. */
export function createQueryReader<T extends TObject>(schema: T): (query: unknown) => Static<T> {
  const checker = Compile(schema)
  return (query) => {
    const fault = faultOf(query)
    if (fault !== null) throw new Refused({ code: 'request.malformed' }, [{ field: '', message: fault }])
    if (!checker.Check(query)) throw new Refused({ code: 'request.invalid' }, explain(checker.Errors(query)))
    return query
  }
}
