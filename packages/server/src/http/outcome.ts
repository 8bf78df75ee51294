import type { Result } from '@hotseat/core'
import type { OperationName } from '@hotseat/protocol'
import type { FastifyRequest } from 'fastify'
import type { Metrics } from '../metrics.ts'

/** Calls that begin, go on or end a session: each is one line at level info (S-65: no names, no ids, no tokens). */
const lifecycle: readonly OperationName[] = [
  'signIn',
  'resume',
  'signOut',
  'changePassword',
  'switchTenant',
  'activate',
  'confirmSecondFactor',
]

/** Counts and logs what became of a call. */
export function describeOutcome(
  name: OperationName,
  result: Result<{ readonly document: object }>,
  request: FastifyRequest,
  metrics: Metrics,
): void {
  const outcome = result.ok ? nameOf(result.value.document) : result.refusal.code
  if (name === 'signIn') metrics.onSignIn(outcome)
  if (name === 'resume') metrics.onResume(outcome)
  const line = { operation: name, outcome, ...(result.ok || !result.refusal.detail ? {} : { detail: result.refusal.detail }) }
  if (lifecycle.includes(name)) request.log.info(line, 'session')
  else request.log.debug(line, 'call')
}

function nameOf(document: object): string {
  return 'outcome' in document && typeof document.outcome === 'string' ? document.outcome : 'accepted'
}
