import type { SessionView } from './view-context.tsx'

/** A boolean preference of the signed-in person, or `fallback` when this server does not have it. */
export function booleanPreference(session: SessionView, key: string, fallback: boolean): boolean {
  const value = session.preferences[key]
  return typeof value === 'boolean' ? value : fallback
}

/** A numeric preference of the signed-in person (durations in ms), or `fallback` when this server does not have it. */
export function numberPreference(session: SessionView, key: string, fallback: number): number {
  const value = session.preferences[key]
  return typeof value === 'number' ? value : fallback
}

/** A choice or text of the signed-in person, or `fallback` when this server does not have it. */
export function textPreference(session: SessionView, key: string, fallback: string): string {
  const value = session.preferences[key]
  return typeof value === 'string' ? value : fallback
}
