import { type EndReason, endReasons, type Refusal, type RefusalCode, refusals } from '@hotseat/core'
import type { Bye } from './feed-socket.ts'

/** The goodbye to a caller who is refused: why, in the code that a resume would be refused with. */
export function byeFor(refusal: Refusal): Bye {
  // Nothing is known about the session: it may well be alive, so it comes back.
  if (refusal.code === 'store.unavailable') return { reason: 'draining', waitMs: 1_000 }
  if (refusal.code !== 'session.ended') return { reason: 'unauthorised', code: refusal.code }
  const code = refusal.facts?.code
  return { reason: 'ended', code: isCode(code) ? code : 'session.ended' }
}

/** The goodbye to a session that has just ended. */
export function byeForEnd(reason: EndReason): Bye {
  return { reason: 'ended', code: endReasons[reason] ?? 'session.ended' }
}

function isCode(value: unknown): value is RefusalCode {
  return typeof value === 'string' && Object.hasOwn(refusals, value)
}
