import { nothing } from './effect.ts'
import type { ContinuityContext, ContinuityStep } from './move.ts'
import { answerMs, continuityLimits } from './settings.ts'
import type { Link, StateOf } from './state.ts'

/** The link right after a hello; the first keep-alive is spread over the interval (KA1). */
export function openLink(briefLinks: number, { now, random, settings }: ContinuityContext): Link {
  const keepAliveAt = now + Math.round(random * settings.keepAliveMs)
  return { n: 0, answeredAt: now, sentAt: null, failures: 0, keepAliveAt, openedAt: now, briefLinks }
}

/** The link after an answer; the server may ask for a longer pause (KA4, KA10). */
export function answeredLink(link: Link, waitMs: number | undefined, { now }: ContinuityContext): Link {
  const askedAt = now + Math.min(waitMs ?? 0, continuityLimits.keepAliveCapMs)
  return { ...link, answeredAt: now, sentAt: null, failures: 0, keepAliveAt: Math.max(link.keepAliveAt, askedAt) }
}

/** The connected state for a link: it wakes for the next keep-alive or a late answer. */
export function connectedBy(link: Link, { settings }: ContinuityContext): StateOf<'connected'> {
  const lateAt = link.sentAt === null ? Number.POSITIVE_INFINITY : link.sentAt + answerMs(settings)
  return { kind: 'connected', link, wakeAt: Math.min(link.keepAliveAt, lateAt) }
}

/** The checking state for a link: it wakes for the next keep-alive or the overdue check (KA3, KA6). */
export function checkingBy(link: Link, since: number, { settings }: ContinuityContext): StateOf<'checking'> {
  const checked = settings.autoRelogin && link.sentAt !== null
  const overdueAt = checked ? link.sentAt + settings.overdueCheckMs : Number.POSITIVE_INFINITY
  return { kind: 'checking', since, link, wakeAt: Math.min(link.keepAliveAt, overdueAt) }
}

/** Sends a keep-alive now. `sentAt` stays that of the oldest unanswered one, by which the link is judged. */
export function ask(state: StateOf<'connected'> | StateOf<'checking'>, context: ContinuityContext): ContinuityStep {
  const { now, settings } = context
  const n = state.link.n + 1
  const link = { ...state.link, n, sentAt: state.link.sentAt ?? now, keepAliveAt: now + settings.keepAliveMs }
  const next = state.kind === 'connected' ? connectedBy(link, context) : checkingBy(link, state.since, context)
  return { state: next, effects: [{ type: 'sendPing', n }] }
}

/** Sends a keep-alive now unless one is out already. */
export function askOnce(state: StateOf<'connected'> | StateOf<'checking'>, context: ContinuityContext): ContinuityStep {
  return state.link.sentAt === null ? ask(state, context) : { state, effects: nothing }
}

/** Whether a client slept so long that its socket is not worth asking (KA11). */
export function isStale(link: Link, { now, settings }: ContinuityContext): boolean {
  return now - link.answeredAt > settings.keepAliveMs + settings.overdueCheckMs
}

/** The link with a sooner keep-alive, if the interval is shorter now (KA12). */
export function rescheduled(link: Link, { now, settings }: ContinuityContext): Link {
  return { ...link, keepAliveAt: Math.min(link.keepAliveAt, now + settings.keepAliveMs) }
}
