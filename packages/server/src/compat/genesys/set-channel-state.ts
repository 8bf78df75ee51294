import type { Refusal, SettableState } from '@hotseat/core'
import { Refused } from '../../http/problem.ts'
import type { AdapterParts } from '../adapter.ts'
import { requireAnswer } from '../require-answer.ts'
import type { Admitted } from './admit.ts'
import type { ChannelOutcomes } from './channel-outcomes.ts'
import type { Reasons } from './user-state.ts'

/** A state to go to; the reason is one of the tenant's list. */
export type WantedState = { readonly state: Exclude<SettableState, 'LOGOUT'>; readonly reasonCode?: number }

/**
 * Reads an operation as a state: `Ready`, `NotReady`, or a reason of the tenant's list by its label, with or without its
 * spaces, as the vendor's own states are named (`OutToLunch`). Refuses other words.
 */
export function requireWantedState(operationName: string, reasonCode: number | undefined, reasons: Reasons): WantedState {
  if (operationName === 'Ready') return { state: 'READY' }
  if (operationName === 'NotReady') return { state: 'NOT_READY', ...(reasonCode !== undefined && { reasonCode }) }
  const name = squeeze(operationName)
  const reason = reasons.find(({ category, label, system }) => category === 'NOT_READY' && !system && squeeze(label) === name)
  if (reason === undefined)
    throw new Refused({ code: 'request.invalid' }, [{ field: 'operationName', message: 'is no operation here' }])
  return { state: 'NOT_READY', reasonCode: reason.code }
}

function squeeze(text: string): string {
  return text.replace(/\s+/g, '').toLowerCase()
}

/** Changes the state of one channel; null when it went well. A channel that the tenant does not have is unknown. */
export async function setChannelState(
  { perform }: AdapterParts,
  { caller, facts }: Admitted,
  medium: string,
  wanted: WantedState,
): Promise<Refusal | null> {
  const changed = await perform('setState', caller, { body: { medium, ...wanted } }, facts)
  return changed.ok ? null : changed.refusal
}

/** Changes the state of every channel that was started. */
export async function setEveryState(parts: AdapterParts, who: Admitted, wanted: WantedState): Promise<ChannelOutcomes> {
  const { agent } = requireAnswer(await parts.perform('session', who.caller, {}, who.facts))
  const started = agent?.states.filter(({ state }) => state !== 'LOGOUT') ?? []
  if (started.length === 0) throw new Refused({ code: agent === null ? 'agent.notAgent' : 'agent.notSignedIn' })
  const outcomes = new Map<string, Refusal | null>()
  for (const { medium } of started) outcomes.set(medium, await setChannelState(parts, who, medium, wanted))
  return outcomes
}
