import type { FastifyInstance } from 'fastify'
import { faultOf } from '../fault-of.ts'
import { Refused } from './problem.ts'

/** Reads JSON bodies and nothing else; `__proto__` and `constructor.prototype` are refused, not dropped (S-69). */
export function registerJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) return done(null, undefined)
    void parse(request, String(body), (error, value) => {
      if (error) return done(new Refused({ code: 'request.malformed' }))
      const fault = faultOf(value)
      done(fault === null ? null : new Refused({ code: 'request.malformed' }, [{ field: '', message: fault }]), value)
    })
  })
}
