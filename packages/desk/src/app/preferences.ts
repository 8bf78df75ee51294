import { type PreferenceKey, type PreferenceValues, preferenceCatalogue } from '@hotseat/core'
import type { SessionView } from './view-context.tsx'

/**
 * A preference as it holds for the signed-in person; the catalogue's default when this server does not know it, so that
 * a desk that is newer than its server works.
 */
export function preferenceOf<K extends PreferenceKey>(session: Pick<SessionView, 'preferences'>, key: K): PreferenceValues[K] {
  const value = session.preferences[key]
  const { defaultValue } = preferenceCatalogue[key]
  // The server checked the value against the catalogue's row; only its kind can differ between versions.
  return (typeof value === typeof defaultValue ? value : defaultValue) as PreferenceValues[K]
}
