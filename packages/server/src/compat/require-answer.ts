import type { Result } from '@hotseat/core'
import { Refused } from '../http/problem.ts'
import type { Answer } from '../use-case.ts'

/** The document that a use case answered; a refusal goes out through the adapter's error table. */
export function requireAnswer<T>(result: Result<Answer<T>>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value.document
}
