import type { RecorderReportBody } from '@hotseat/protocol'
import { type KeptPart, type KeptRecording, partsToCome } from '../spool/kept-recording.ts'

/** What is to be told to a server, or tidied up. */
export type Report =
  | { readonly kind: 'report'; readonly id: string; readonly body: RecorderReportBody }
  | { readonly kind: 'removePart'; readonly id: string; readonly part: number }
  | { readonly kind: 'remove'; readonly id: string }

/** Which errands failed lately: those that have a pause are left out, and of the others those go first that failed least (spec UPL4). */
export type Setbacks = { isOn(name: string): boolean; failuresOf(name: string): number }

/** So long what no server takes lies here, and so often it is tried (spec UPL3). */
export const asideMs = 7 * 24 * 60 * 60_000
export const tryAsideEveryMs = 24 * 60 * 60_000

/** The next thing to tell of these recordings; null: there is nothing (spec RC22). What the spool holds says it all, so no crash loses one. */
export function nextReport(recordings: readonly KeptRecording[], now: number, setbacks: Setbacks): Report | null {
  const ready = recordings.filter(({ id }) => !setbacks.isOn(id))
  return (
    ready
      .sort((one, other) => setbacks.failuresOf(one.id) - setbacks.failuresOf(other.id))
      .map((recording) => reportOf(recording, now))
      .find((report) => report !== null) ?? null
  )
}

function reportOf(recording: KeptRecording, now: number): Report | null {
  const { id, begunAt, told, toldParts, closed, parts } = recording
  if (mayGo(recording, now)) return { kind: 'remove', id }
  const old = parts.find(({ asideAt }) => isOld(asideAt, now))
  if (old !== undefined) return { kind: 'removePart', id, part: old.part }
  // Of one without any picture there is nothing to tell.
  if (told === 'nothing') return parts.length === 0 ? null : { kind: 'report', id, body: { what: 'begun', at: begunAt } }
  const toCome = partsToCome(recording)
  return closed && toldParts !== toCome ? { kind: 'report', id, body: { what: 'finished', parts: toCome } } : null
}

/** Whether a recording is of no more use here: the server has everything, or has not taken it for a long time. */
export function mayGo(recording: KeptRecording, now: number): boolean {
  const { closed, told, toldParts, parts, asideAt } = recording
  const isAllTold = told === 'nothing' || toldParts === partsToCome(recording)
  return closed && ((isAllTold && parts.length === 0) || isOld(asideAt, now))
}

function isOld(asideAt: number | null, now: number): boolean {
  return asideAt !== null && now - asideAt >= asideMs
}

/** A part that is ready to be sent. */
export type ReadyPart = { readonly recording: KeptRecording; readonly part: KeptPart; readonly end: NonNullable<KeptPart['end']> }

/** What a part's upload is called. */
export function nameOf({ id }: KeptRecording, { part }: KeptPart): string {
  return `${id}/${part}`
}

/** The part to send next: the oldest one that is ended, of a recording that the server knows to be ours (spec UPL1). */
export function nextUpload(recordings: readonly KeptRecording[], setbacks: Setbacks): ReadyPart | null {
  const ready = recordings.flatMap((recording) =>
    recording.told === 'nothing' || recording.asideAt !== null
      ? []
      : recording.parts.flatMap((part): ReadyPart[] =>
          part.end === null || setbacks.isOn(nameOf(recording, part)) ? [] : [{ recording, part, end: part.end }],
        ),
  )
  const failures = ({ recording, part }: ReadyPart) => setbacks.failuresOf(nameOf(recording, part))
  return ready.sort((one, other) => failures(one) - failures(other) || one.part.startedAt - other.part.startedAt)[0] ?? null
}
