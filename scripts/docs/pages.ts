import { renderApi } from './api.ts'
import { renderConfiguration } from './configuration.ts'
import { renderErrors } from './errors.ts'
import { renderEvents } from './events.ts'
import { renderMetrics } from './metrics.ts'
import { renderPreferences } from './preferences.ts'

/** Every page of docs/reference and what writes it. */
export const pages: Readonly<Record<string, () => string>> = {
  'api.md': renderApi,
  'configuration.md': renderConfiguration,
  'errors.md': renderErrors,
  'events.md': renderEvents,
  'metrics.md': renderMetrics,
  'preferences.md': renderPreferences,
}
