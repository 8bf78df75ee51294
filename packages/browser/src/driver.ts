import {
  type ConnectionStatus,
  type Continuity,
  type ContinuityEffect,
  type ContinuityInput,
  type ContinuitySettings,
  initialContinuity,
  statusOf,
  step,
} from '@hotseat/core'
import type { Clock } from './ports.ts'

/** The running continuity machine of one page. */
export interface Driver {
  readonly state: Continuity
  /** What the state is shown as: the same object for as long as it says the same. */
  readonly status: ConnectionStatus
  tell(input: ContinuityInput): void
  /** Nothing is heard or rung any more. */
  stop(): void
}

/** What the machine needs to know, and whom it moves. */
export type DriverPorts = {
  /** `random` is at least 0 and below 1. */
  readonly world: { readonly clock: Clock; random(): number }
  readonly knows: () => { settings: ContinuitySettings; leads: boolean }
  readonly carryOut: (effect: ContinuityEffect) => void
  readonly onStatus: (status: ConnectionStatus) => void
  readonly onMove?: (state: Continuity, before: Continuity) => void
}

/** Runs the machine: tells it inputs one after the other, carries out its effects, and rings its one alarm. */
export function createDriver({ world, knows, carryOut, onStatus, onMove }: DriverPorts): Driver {
  const { clock } = world
  let state: Continuity = initialContinuity
  let status: ConnectionStatus = statusOf(state)
  let stopped = false
  let busy = false
  let alarm: { readonly at: number; readonly cancel: () => void } | null = null
  const queue: ContinuityInput[] = []

  function ring(at: number | null): void {
    if (alarm?.at === at) return
    alarm?.cancel()
    alarm = null
    if (at === null) return
    const cancel = clock.after(Math.max(0, at - clock.now()), () => {
      alarm = null
      tell({ type: 'timePassed' })
    })
    alarm = { at, cancel }
  }

  function take(input: ContinuityInput): void {
    const before = { state, status }
    const next = step(state, input, { now: clock.now(), random: world.random(), ...knows() })
    state = next.state
    status = withIdentity(status, statusOf(state))
    ring(state.wakeAt)
    for (const effect of next.effects) carryOut(effect)
    if (status !== before.status) onStatus(status)
    if (state !== before.state) onMove?.(state, before.state)
  }

  /** An effect may tell something at once; that waits until the step it came from is carried out. */
  function tell(input: ContinuityInput): void {
    if (stopped) return
    queue.push(input)
    if (busy) return
    busy = true
    try {
      // Whoever listens may close the client in the middle of it.
      for (let next = queue.shift(); next !== undefined && !stopped; next = queue.shift()) take(next)
    } finally {
      busy = false
    }
    // A coarse timer may ring early; the alarm is then set again for the same moment.
    if (!stopped) ring(state.wakeAt)
  }

  return {
    get state() {
      return state
    },
    get status() {
      return status
    },
    tell,
    stop() {
      stopped = true
      alarm?.cancel()
    },
  }
}

/** The status before, if the next one says the same. */
function withIdentity(before: ConnectionStatus, next: ConnectionStatus): ConnectionStatus {
  return JSON.stringify(before) === JSON.stringify(next) ? before : next
}
