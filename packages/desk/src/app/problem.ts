import { HotseatError } from '@hotseat/client'
import type { Texts } from '../texts/en.ts'

/** What went wrong, in a sentence for the reader: theirs by its code, else the server's own. */
export function problemText(error: unknown, texts: Texts): string {
  if (error instanceof HotseatError) return texts.problems[error.code] ?? error.message
  return texts.problems['server.internal'] ?? String(error)
}

/** The code of a refusal, or null for anything else that was thrown. */
export function problemCode(error: unknown): string | null {
  return error instanceof HotseatError ? error.code : null
}

/** The message for each field at fault. */
export function fieldProblems(error: unknown): Readonly<Record<string, string>> {
  if (!(error instanceof HotseatError)) return {}
  return Object.fromEntries(error.errors.map(({ field, message }) => [field.replace(/^\/|^body\./, ''), message]))
}
