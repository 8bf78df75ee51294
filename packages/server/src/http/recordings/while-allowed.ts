import { mayDo, type Permission } from '@hotseat/core'
import type { Clock } from '../../ports.ts'
import type { Caller } from '../../use-case.ts'
import type { Callers } from '../caller.ts'

/** What somebody may do is asked again so often while they read on (S-24). */
const everyMs = 1_000

/** What it takes to ask again. */
export type AllowedDeps = { readonly callers: Pick<Callers, 'recheck'>; readonly clock: Pick<Clock, 'now'> }

/**
 * The pieces, for as long as the caller may have them (spec RC46): throws when they were signed out, disabled or got another role, and when that cannot
 * be found out. An answer that has begun can be told no better.
 */
export async function* whileAllowed<T>(
  pieces: AsyncIterable<T>,
  caller: Caller,
  permission: Permission,
  { callers, clock }: AllowedDeps,
): AsyncGenerator<T> {
  let askedAt = clock.now()
  for await (const piece of pieces) {
    if (clock.now() - askedAt >= everyMs) {
      askedAt = clock.now()
      const found = await callers.recheck(caller)
      if (!found.ok || found.value.mustEnrol || !mayDo(found.value.member.role, permission))
        throw new Error('whoever read this may not any more')
    }
    yield piece
  }
}
