import type { RecordingFailure } from '@hotseat/core'
import type { Logger } from 'pino'
import type { Clock } from '../ports.ts'
import type { Spool } from '../spool/spool.ts'
import type { Manner, PartMaker } from './part-maker.ts'
import { step, wakeAt } from './step.ts'
import { initialWork, type Job, jobOf, type Work, type WorkEffect, type WorkInput } from './work.ts'

/** Where a recording belongs. */
export type Home = { readonly server: string; readonly tenant: string }

export type RunWorkPorts = {
  readonly clock: Clock
  readonly spool: Spool
  readonly maker: PartMaker
  readonly log: Logger
  readonly reportFailed: (home: Home, recordingId: string, failure: RecordingFailure) => void
  /** The work is another one now. */
  readonly onMove: () => void
}

/** The running machine of the recorder's work. */
export interface WorkRunner {
  readonly work: Work
  /** What the server wants now, as of its orders. */
  order(job: Omit<Job, 'begun'> | null, paused: boolean, manner: Manner, home: Home): void
  tell(input: Exclude<WorkInput, { type: 'ordersRead' }>): void
  /** No more parts of a recording come, once all that was captured is written; of all others than this one. */
  closeOthers(recordingId: string | null): void
  close(): Promise<void>
}

/** Timers of more are over at once. */
const longestTimerMs = 2 ** 31 - 1

/** Runs the machine: tells it inputs, carries out its effects, and rings its one alarm. */
export function createWorkRunner({ clock, spool, maker, log, reportFailed, onMove }: RunWorkPorts): WorkRunner {
  let work = initialWork
  let alarm: () => void = () => undefined
  let current: { readonly manner: Manner; readonly home: Home } | null = null
  let isClosed = false

  function take(input: WorkInput): void {
    if (isClosed) return
    const before = work
    const next = step(work, input, clock.now())
    work = next.work
    alarm()
    const wake = wakeAt(work)
    if (wake !== null)
      alarm = clock.after(Math.min(longestTimerMs, Math.max(0, wake - clock.now())), () => take({ type: 'timePassed' }))
    if (work.kind !== before.kind) log.info({ work: work.kind, recording: jobOf(work)?.recordingId }, 'the work is another one')
    for (const effect of next.effects) carryOut(effect)
    if (work !== before) onMove()
  }

  function carryOut(effect: WorkEffect): void {
    switch (effect.type) {
      case 'startCapture': {
        if (current === null) return
        const { run } = effect
        maker.start(run, { id: effect.recordingId, ...current.home }, current.manner, (news) => {
          if (news.type === 'spoolFilled') {
            log.error(
              { bytes: spool.bytes, limit: spool.limitBytes },
              'the spool is full; nothing more is recorded until there is room',
            )
            take({ type: 'spoolFilled' })
          } else take({ ...news, run })
        })
        break
      }
      case 'endCapture':
        maker.end(effect.run)
        break
      case 'reportFailed':
        if (current !== null) reportFailed(current.home, effect.recordingId, effect.failure)
        break
      case 'close':
        close(effect.recordingId)
    }
  }

  function close(recordingId: string): void {
    // What cannot be written now is closed at the next start, when nobody wants it any more.
    closeRecording(recordingId).catch((error: unknown) => log.error({ err: error }, 'a recording could not be closed'))
  }

  async function closeRecording(recordingId: string): Promise<void> {
    await maker.settled(recordingId)
    // Who signs in again while it is being ended goes on with it.
    if (jobOf(work)?.recordingId === recordingId || spool.find(recordingId)?.closed !== false) return
    await spool.change(recordingId, (each) => ({ ...each, closed: true }))
  }

  return {
    get work() {
      return work
    },
    order(job, paused, manner, home) {
      current = { manner, home }
      take({ type: 'ordersRead', job: job === null ? null : { ...job, begun: spool.hasBegun(job.recordingId) }, paused })
    },
    tell: take,
    closeOthers(recordingId) {
      for (const { id } of spool.recordings) if (id !== recordingId) close(id)
    },
    async close() {
      isClosed = true
      alarm()
      await maker.close()
    },
  }
}
