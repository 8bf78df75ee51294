import type { ContinuityEffect } from './effect.ts'
import type { ContinuityInput } from './input.ts'
import { type ContinuitySettings, defaultContinuitySettings } from './settings.ts'
import { type Continuity, initialContinuity } from './state.ts'
import { type ConnectionStatus, statusOf } from './status.ts'
import { step } from './step.ts'

/** The machine on a clock that a test turns: what it is told, and what it then wants done. */
export type ContinuityRig = {
  readonly now: number
  readonly state: Continuity
  readonly status: ConnectionStatus
  /** What the machine wanted since it was last looked at. */
  take(): readonly ContinuityEffect[]
  tell(...inputs: readonly ContinuityInput[]): void
  /** Lets time pass, ringing every alarm at its moment. */
  pass(durationMs: number): void
  /** Lets time pass with no alarm ringing, as on a closed laptop. */
  sleep(durationMs: number): void
  change(context: { settings?: Partial<ContinuitySettings>; random?: number; leads?: boolean }): void
}

/** A machine at moment 0, leading its tabs, with default preferences and a random value of one half. */
export function createContinuityRig(): ContinuityRig {
  let context = { now: 0, random: 0.5, settings: defaultContinuitySettings, leads: true }
  let state: Continuity = initialContinuity
  let effects: readonly ContinuityEffect[] = []
  const tell = (input: ContinuityInput) => {
    const next = step(state, input, context)
    state = next.state
    effects = [...effects, ...next.effects]
  }
  return {
    get now() {
      return context.now
    },
    get state() {
      return state
    },
    get status() {
      return statusOf(state)
    },
    take() {
      const taken = effects
      effects = []
      return taken
    },
    tell(...inputs) {
      for (const input of inputs) tell(input)
    },
    pass(durationMs) {
      const until = context.now + durationMs
      while (state.wakeAt !== null && state.wakeAt <= until) {
        context = { ...context, now: Math.max(context.now, state.wakeAt) }
        tell({ type: 'timePassed' })
      }
      context = { ...context, now: until }
    },
    sleep(durationMs) {
      context = { ...context, now: context.now + durationMs }
    },
    change({ settings, random = context.random, leads = context.leads }) {
      context = { ...context, random, leads, settings: { ...context.settings, ...settings } }
    },
  }
}
