import type { ContinuityInput } from './input.ts'
import { type ContinuityContext, type ContinuityStep, connect, end, leave, lose, stay } from './move.ts'
import { onChecking } from './on-checking.ts'
import { onConnected } from './on-connected.ts'
import { onConnecting } from './on-connecting.ts'
import { onFollowing } from './on-following.ts'
import { onPausing } from './on-pausing.ts'
import { onProbing } from './on-probing.ts'
import { onResuming } from './on-resuming.ts'
import { onWaiting } from './on-waiting.ts'
import type { Continuity } from './state.ts'

/**
 * The continuity machine: what a client does next when something happens (`docs/spec/continuity.md`). Pure and cheap; it
 * never throws, and an input that means nothing in a state changes nothing.
 */
export function step(state: Continuity, input: ContinuityInput, context: ContinuityContext): ContinuityStep {
  const signedIn = state.kind !== 'signedOut' && state.kind !== 'ended'
  switch (input.type) {
    case 'signedIn':
      return connect(state, null, context)
    case 'signedOut':
      return leave(state)
    case 'sessionStored':
      return signedIn ? stay(state) : lose(state, context)
    case 'sessionEnded':
      return signedIn ? end(state, input.code) : stay(state)
    default:
      return onInput(state, input, context)
  }
}

function onInput(state: Continuity, input: ContinuityInput, context: ContinuityContext): ContinuityStep {
  switch (state.kind) {
    case 'signedOut':
    case 'ended':
      return stay(state)
    case 'connecting':
      return onConnecting(state, input, context)
    case 'connected':
      return onConnected(state, input, context)
    case 'checking':
      return onChecking(state, input, context)
    case 'probing':
      return onProbing(state, input, context)
    case 'pausing':
      return onPausing(state, input, context)
    case 'waiting':
      return onWaiting(state, input, context)
    case 'resuming':
      return onResuming(state, input, context)
    case 'following':
      return onFollowing(state, input, context)
  }
}
