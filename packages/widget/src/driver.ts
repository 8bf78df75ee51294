import {
  type ConnectionStatus,
  type Continuity,
  type ContinuityEffect,
  type ContinuityInput,
  defaultContinuitySettings,
  initialContinuity,
  statusOf,
  step,
} from '@hotseat/core'
import type { World } from './world.ts'

/** The running continuity machine of one widget. */
export interface Driver {
  readonly status: ConnectionStatus
  tell(input: ContinuityInput): void
  stop(): void
}

/**
 * Runs the machine: tells it inputs one after the other, carries out its effects, and rings its one alarm. Each page leads for
 * itself: a widget is alone on its page, and coming back costs the server next to nothing.
 */
export function createDriver(
  { clock, random }: Pick<World, 'clock' | 'random'>,
  carryOut: (effect: ContinuityEffect) => void,
  onStatus: (status: ConnectionStatus) => void,
): Driver {
  let state: Continuity = initialContinuity
  let status = statusOf(state)
  let cancelAlarm = () => {}
  let isBusy = false
  let isStopped = false
  const queue: ContinuityInput[] = []

  function take(input: ContinuityInput): void {
    const next = step(state, input, { now: clock.now(), random: random(), settings: defaultContinuitySettings, leads: true })
    state = next.state
    for (const effect of next.effects) carryOut(effect)
    const told = statusOf(state)
    if (JSON.stringify(told) === JSON.stringify(status)) return
    status = told
    onStatus(status)
  }

  /** An effect may tell something at once; that waits until the step it came from is carried out. */
  function tell(input: ContinuityInput): void {
    if (isStopped) return
    queue.push(input)
    if (isBusy) return
    isBusy = true
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) take(next)
    } finally {
      isBusy = false
    }
    cancelAlarm()
    const { wakeAt } = state
    cancelAlarm = wakeAt === null ? () => {} : clock.after(Math.max(0, wakeAt - clock.now()), () => tell({ type: 'timePassed' }))
  }

  return {
    get status() {
      return status
    },
    tell,
    stop() {
      isStopped = true
      cancelAlarm()
    },
  }
}
