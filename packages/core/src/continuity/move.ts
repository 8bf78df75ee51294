import { backoffDelayMs, pollDelayMs, slotDelayMs } from './delays.ts'
import {
  askLeader,
  type ContinuityEffect,
  cancelRequest,
  clearCredentials,
  closeSocket,
  nothing,
  openSocket,
  probeEcho,
} from './effect.ts'
import { type ContinuitySettings, continuityLimits } from './settings.ts'
import { type Continuity, initialContinuity, type Loss } from './state.ts'

/** What a step may know besides state and input. */
export type ContinuityContext = {
  /** Epoch milliseconds. */
  readonly now: number
  /** 0 ≤ random < 1, fresh for every step. */
  readonly random: number
  readonly settings: ContinuitySettings
  /** Whether this tab probes and resumes for the tabs of its session (TB1). */
  readonly leads: boolean
}

/** A machine's next state and what is to be done now. */
export type ContinuityStep = { readonly state: Continuity; readonly effects: readonly ContinuityEffect[] }

/** Nothing changes. */
export function stay(state: Continuity): ContinuityStep {
  return { state, effects: nothing }
}

/** Lets go of what a state holds open, so that there is never a second socket or request (PR8). */
function release(state: Continuity): readonly ContinuityEffect[] {
  switch (state.kind) {
    case 'connecting':
    case 'connected':
    case 'checking':
      return [closeSocket]
    case 'probing':
    case 'resuming':
      return [cancelRequest]
    default:
      return nothing
  }
}

function move(from: Continuity, state: Continuity, ...effects: ContinuityEffect[]): ContinuityStep {
  return { state, effects: [...release(from), ...effects] }
}

/** Opens the socket (LC1, RE3). */
export function connect(from: Continuity, loss: Loss | null, { now }: ContinuityContext): ContinuityStep {
  return move(from, { kind: 'connecting', startedAt: now, loss, wakeAt: now + continuityLimits.helloMs }, openSocket)
}

/** Asks whether the server is there. */
export function probe(from: Continuity, loss: Loss, { now }: ContinuityContext): ContinuityStep {
  return move(from, { kind: 'probing', startedAt: now, loss, wakeAt: now + continuityLimits.echoMs }, probeEcho)
}

/** The link is lost: find out what is there, or let the leading tab do so (TB2); not at once, if links die young (RE10). */
export function lose(from: Continuity, context: ContinuityContext): ContinuityStep {
  const loss = lossOf(from, context)
  if ('link' in from && loss.briefLinks > 1) return pause(from, 'socket', undefined, context)
  return context.leads ? probe(from, loss, context) : follow(from, loss, context)
}

/** Asks the leading tab, and gives it time to answer (TB2, TB3). */
export function follow(from: Continuity, loss: Loss, context: ContinuityContext): ContinuityStep {
  return move(from, { kind: 'following', loss, leaderTryAt: null, wakeAt: followUntil(context) }, askLeader)
}

/** How long the leading tab's word is waited for (TB3). */
export function followUntil({ now, random }: ContinuityContext): number {
  return now + Math.round(continuityLimits.followMs * (0.5 + random))
}

/** A try failed: wait for the server's hint, else by the rule for what failed (PR1, PR3, RE6). */
export function pause(
  from: Continuity,
  failed: 'echo' | 'resume' | 'socket',
  retryAfterMs: number | undefined,
  context: ContinuityContext,
): ContinuityStep {
  const { now, random, settings } = context
  const before = lossOf(from, context)
  const loss = { ...before, attempt: before.attempt + 1 }
  const own = failed === 'echo' ? pollDelayMs(loss.attempt, random, settings) : backoffDelayMs(loss.attempt, random)
  const delayMs = retryAfterMs === undefined ? own : slotDelayMs(retryAfterMs, random)
  return move(from, { kind: 'pausing', loss, byServer: retryAfterMs !== undefined, wakeAt: now + delayMs })
}

/** The session is over, for this reason (LC3). */
export function end(from: Continuity, code: string): ContinuityStep {
  return move(from, { kind: 'ended', code, wakeAt: null }, clearCredentials)
}

/** A person signed out (LC2). */
export function leave(from: Continuity): ContinuityStep {
  return move(from, initialContinuity, clearCredentials)
}

/** The loss that goes on, or the one that begins now; sockets that died young count as tries that failed (RE10). */
function lossOf(state: Continuity, { now }: ContinuityContext): Loss {
  const begun = { since: now, attempt: 0, freshChallenges: 0, briefLinks: 0 }
  if (state.kind === 'connecting') {
    const loss = state.loss ?? begun
    return { ...loss, briefLinks: loss.briefLinks + 1 }
  }
  if ('loss' in state) return state.loss
  if (!('link' in state) || now - state.link.openedAt > continuityLimits.briefLinkMs) return begun
  const briefLinks = state.link.briefLinks + 1
  return { ...begun, briefLinks, attempt: Math.max(0, briefLinks - 2) }
}
