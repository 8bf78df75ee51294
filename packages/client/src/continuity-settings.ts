import { type ContinuitySettings, defaultContinuitySettings } from '@hotseat/core'

/** What the preferences of a session say about continuity; what is missing or strange falls back to the default. */
export function parseContinuitySettings(preferences: Readonly<Record<string, unknown>>): ContinuitySettings {
  const number = (key: 'keepAliveMs' | 'overdueCheckMs' | 'maxPingFailures' | 'echoIntervalMs') => {
    const value = preferences[`continuity.${key}`]
    return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : defaultContinuitySettings[key]
  }
  return {
    autoRelogin: preferences['continuity.autoRelogin'] !== false,
    keepAliveMs: Math.max(1_000, number('keepAliveMs')),
    overdueCheckMs: Math.max(1_000, number('overdueCheckMs')),
    maxPingFailures: number('maxPingFailures'),
    echoIntervalMs: Math.max(500, number('echoIntervalMs')),
  }
}

/** The settings of a page that wants keep-alives this often, if that is more often than they come anyway (KA15). */
export function hurried(settings: ContinuitySettings, everyMs: number | null): ContinuitySettings {
  if (everyMs === null || !(everyMs < settings.keepAliveMs)) return settings
  return { ...settings, keepAliveMs: Math.max(1_000, everyMs) }
}
