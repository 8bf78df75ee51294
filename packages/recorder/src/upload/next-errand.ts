import type { RecorderReportBody } from '@hotseat/protocol'
import type { KeptPart, KeptRecording } from '../spool/kept-recording.ts'

/** What is to be told to a server, or tidied up. */
export type Report =
  | { readonly kind: 'report'; readonly id: string; readonly body: RecorderReportBody }
  | { readonly kind: 'removePart'; readonly id: string; readonly part: number }
  | { readonly kind: 'remove'; readonly id: string }

/** So long a part that no server takes lies here (spec UPL3). */
export const asideMs = 7 * 24 * 60 * 60_000

/** The next thing to tell of these recordings; null: there is nothing (spec RC22). What the spool holds says it all, so no crash loses one. */
export function nextReport(recordings: readonly KeptRecording[], now: number): Report | null {
  for (const { id, begunAt, told, closed, lastPart, lost, parts } of recordings) {
    if (told === 'nothing' && begunAt !== null) return { kind: 'report', id, body: { what: 'begun', at: begunAt } }
    if (told === 'begun' && closed) return { kind: 'report', id, body: { what: 'finished', parts: lastPart - lost } }
    if (told === 'finished' && parts.length === 0) return { kind: 'remove', id }
    const old = parts.find((part) => part.asideAt !== null && now - part.asideAt >= asideMs)
    if (old !== undefined) return { kind: 'removePart', id, part: old.part }
  }
  return null
}

/** A part that is ready to be sent. */
export type ReadyPart = { readonly recording: KeptRecording; readonly part: KeptPart; readonly end: NonNullable<KeptPart['end']> }

/** The part to send next: the oldest one that is ended, of a recording that the server knows to be ours (spec UPL1). */
export function nextUpload(recordings: readonly KeptRecording[]): ReadyPart | null {
  const ready = recordings.flatMap((recording) =>
    recording.told === 'nothing'
      ? []
      : recording.parts.flatMap((part): ReadyPart[] =>
          part.end === null || part.asideAt !== null ? [] : [{ recording, part, end: part.end }],
        ),
  )
  return ready.sort((one, other) => one.part.startedAt - other.part.startedAt)[0] ?? null
}
