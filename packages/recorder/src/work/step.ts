import { type Job, jobOf, type Work, type WorkEffect, type WorkInput } from './work.ts'

/** A part of a long recording is ended after so long, so that it can be uploaded while the next one is made (spec CAP5). */
export const longestPartMs = 15 * 60_000
/** A capture that ran for so long has not failed to start. */
const steadyMs = 60_000
const longestPauseMs = 30_000

export type Step = { readonly work: Work; readonly effects: readonly WorkEffect[] }

/** What an input makes of the work, and what is to be done (spec CAP1 to CAP5, SPL4). `now`: epoch ms. */
export function step(work: Work, input: WorkInput, now: number): Step {
  switch (input.type) {
    case 'ordersRead':
      return onOrders(work, input.job, input.paused, now)
    case 'paused':
      return isAbout(work, input.recordingId) ? pause(work) : same(work)
    case 'resumed':
      return isAbout(work, input.recordingId) ? goOn(work, now) : same(work)
    case 'stopped':
    case 'refused':
      if (work.kind === 'spent') return same(work)
      return isAbout(work, input.recordingId) ? spend(work) : same(work)
    case 'signedOut':
      return { work: idle(work), effects: leave(work) }
    case 'pictureTaken':
      return onPicture(work, input.run)
    case 'captureEnded':
      return onCaptureEnded(work, input, now)
    case 'spoolFilled':
      if (work.kind !== 'capturing') return same(work)
      return {
        work: { kind: 'full', run: work.run, job: work.job },
        effects: [end(work), ...(work.job.begun ? [] : [failed(work.job, 'spoolFull')])],
      }
    case 'spoolDrained':
      return work.kind === 'full' ? capture(work, work.job, now) : same(work)
    case 'timePassed':
      return onTime(work, now)
  }
}

/** When time alone changes something; null: never. */
export function wakeAt(work: Work): number | null {
  switch (work.kind) {
    case 'idle':
    case 'spent':
      return null
    case 'capturing':
      return Math.min(work.job.endsAt, work.since + longestPartMs)
    case 'retrying':
      return Math.min(work.job.endsAt, work.retryAt)
    default:
      return work.job.endsAt
  }
}

function onOrders(work: Work, job: Job | null, paused: boolean, now: number): Step {
  const current = jobOf(work)
  if (job === null) return { work: idle(work), effects: leave(work) }
  if (work.kind === 'spent' && work.recordingId === job.recordingId) return same(work)
  if (current?.recordingId === job.recordingId) return paused ? pause(work) : goOn(work, now)
  const before = leave(work)
  if (!job.begun && now >= job.beginBy) return { work: idle(work), effects: before }
  const next: Step = paused ? { work: { kind: 'paused', run: work.run, job }, effects: [] } : capture(work, job, now)
  return { work: next.work, effects: [...before, ...next.effects] }
}

function onPicture(work: Work, run: number): Step {
  if (!('job' in work) || run !== work.run) return same(work)
  return { work: { ...work, job: { ...work.job, begun: true } }, effects: [] }
}

function onCaptureEnded(work: Work, { run, failure }: Extract<WorkInput, { type: 'captureEnded' }>, now: number): Step {
  if (work.kind !== 'capturing' || run !== work.run) return same(work)
  const tries = now - work.since >= steadyMs ? 0 : work.tries
  const retryAt = now + Math.min(longestPauseMs, 1_000 * 2 ** tries)
  return {
    work: { kind: 'retrying', run, job: work.job, tries: tries + 1, retryAt },
    effects: work.job.begun || work.tries > 0 ? [] : [failed(work.job, failure)],
  }
}

function onTime(work: Work, now: number): Step {
  const job = jobOf(work)
  if (job === null) return same(work)
  if (now >= job.endsAt || (!job.begun && work.kind === 'retrying' && now >= job.beginBy)) return spend(work)
  if (work.kind === 'retrying' && now >= work.retryAt) return capture(work, job, now, work.tries)
  if (work.kind !== 'capturing' || now < work.since + longestPartMs) return same(work)
  // The next one first: nothing is missed between them.
  const next = capture(work, job, now)
  return { work: next.work, effects: [...next.effects, end(work)] }
}

function pause(work: Work): Step {
  if (work.kind === 'paused' || !('job' in work)) return same(work)
  return { work: { kind: 'paused', run: work.run, job: work.job }, effects: work.kind === 'capturing' ? [end(work)] : [] }
}

function goOn(work: Work, now: number): Step {
  return work.kind === 'paused' ? capture(work, work.job, now) : same(work)
}

function capture(work: Work, job: Job, now: number, tries = 0): Step {
  const run = work.run + 1
  return {
    work: { kind: 'capturing', run, job, since: now, tries },
    effects: [{ type: 'startCapture', run, recordingId: job.recordingId }],
  }
}

/** The recording is over for this recorder; the orders may name it still for a moment. */
function spend(work: Work): Step {
  const job = jobOf(work)
  if (job === null) return same(work)
  return { work: { kind: 'spent', run: work.run, recordingId: job.recordingId }, effects: leave(work) }
}

/** What ends the recording that is being made, if any. */
function leave(work: Work): readonly WorkEffect[] {
  const job = jobOf(work)
  if (job === null) return []
  const close: WorkEffect = { type: 'close', recordingId: job.recordingId }
  return work.kind === 'capturing' ? [end(work), close] : [close]
}

function isAbout(work: Work, recordingId: string): boolean {
  return jobOf(work)?.recordingId === recordingId
}

function end({ run }: Work): WorkEffect {
  return { type: 'endCapture', run }
}

function failed({ recordingId }: Job, failure: Extract<WorkEffect, { type: 'reportFailed' }>['failure']): WorkEffect {
  return { type: 'reportFailed', recordingId, failure }
}

function idle({ run }: Work): Work {
  return { kind: 'idle', run }
}

function same(work: Work): Step {
  return { work, effects: [] }
}
