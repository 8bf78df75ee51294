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

/** The link is lost: find out what is there, or let the leading tab do so (TB2). */
export function lose(from: Continuity, context: ContinuityContext): ContinuityStep {
  const loss = lossOf(from) ?? { since: context.now, attempt: 0, freshChallenges: 0 }
  if (context.leads) return probe(from, loss, context)
  const wakeAt = context.now + Math.round(continuityLimits.followMs * (0.5 + context.random))
  return move(from, { kind: 'following', loss, wakeAt }, askLeader)
}

/** A try failed: wait for the server's hint, else by the rule for what failed (PR1, PR3, RE6). */
export function pause(
  from: Continuity,
  failed: 'echo' | 'resume' | 'socket',
  retryAfterMs: number | undefined,
  context: ContinuityContext,
): ContinuityStep {
  const { now, random, settings } = context
  const before = lossOf(from) ?? { since: now, attempt: 0, freshChallenges: 0 }
  const loss = { ...before, attempt: before.attempt + 1 }
  const own = failed === 'echo' ? pollDelayMs(loss.attempt, random, settings) : backoffDelayMs(loss.attempt, random)
  const delayMs = retryAfterMs === undefined ? own : slotDelayMs(retryAfterMs, random)
  return move(from, { kind: 'pausing', loss, wakeAt: now + delayMs })
}

/** The session is over, for this reason (LC3). */
export function end(from: Continuity, code: string): ContinuityStep {
  return move(from, { kind: 'ended', code, wakeAt: null }, clearCredentials)
}

/** A person signed out (LC2). */
export function leave(from: Continuity): ContinuityStep {
  return move(from, initialContinuity, clearCredentials)
}

function lossOf(state: Continuity): Loss | null {
  return 'loss' in state ? state.loss : null
}
