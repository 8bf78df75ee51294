import type { Recording } from './recording.ts'

/** An agent sits at one machine, perhaps at two; the last so many that were told are kept. */
const most = 20

/** The recording as one more recorder knows of it; the same one when it did (spec RC24). */
export function tellRecorder(recording: Recording, recorderId: string): Recording {
  const { told = [] } = recording
  return told.includes(recorderId) ? recording : { ...recording, told: [...told, recorderId].slice(-most) }
}

/** Whose it is: who makes it; while nobody does, whoever was told of it (spec RC24). */
export function isRecordingOf({ recorderId, told = [] }: Recording, asking: string): boolean {
  return recorderId === null ? told.includes(asking) : recorderId === asking
}
