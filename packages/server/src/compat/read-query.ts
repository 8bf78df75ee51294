import type { Static, TObject } from 'typebox'
import { faultOf } from '../fault-of.ts'
import { Refused } from '../http/problem.ts'
import { createBodyReader } from './read-body.ts'

/** Reads query strings by a schema whose members are text; other members pass. Refuses what does not fit. */
export function createQueryReader<T extends TObject>(schema: T): (query: unknown) => Static<T> {
  const read = createBodyReader(schema)
  return (query) => {
    const fault = faultOf(query)
    if (fault !== null) throw new Refused({ code: 'request.malformed' }, [{ field: '', message: fault }])
    return read(query)
  }
}
