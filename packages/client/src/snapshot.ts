import type { Snapshot } from '@hotseat/protocol'
import { isRecord } from './parse-problem.ts'

/** A snapshot as it was kept, or null for anything else: only the known fields come through (S-58). */
export function parseSnapshot(value: unknown): Snapshot | null {
  if (!isRecord(value) || value.version !== 1) return null
  const { route, note } = value
  return {
    version: 1,
    ...(typeof route === 'string' && route.length <= 512 ? { route } : {}),
    ...(isNote(note) ? { note: { text: note.text, version: note.version } } : {}),
  }
}

function isNote(note: unknown): note is { text: string; version: number } {
  return isRecord(note) && typeof note.text === 'string' && note.text.length <= 20_000 && Number.isSafeInteger(note.version)
}
