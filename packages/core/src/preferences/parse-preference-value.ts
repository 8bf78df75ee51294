import { parseRecordingWhen } from '../recording/recording-when.ts'
import { accepted, type Result, refused } from '../result.ts'
import { isOrigin } from './is-origin.ts'
import { originPatternsFaultOf } from './origin-pattern.ts'
import { type PreferenceKey, type PreferenceValues, preferenceCatalogue } from './preference-catalogue.ts'
import type { PreferenceSpec } from './preference-spec.ts'

const maxOrigins = 64
const maxTextLength = 1_000

/**
 * Reads a value for a preference. Refuses one of another type, out of bounds, or not among the choices; a pattern that is
 * none with what is wrong with it, and in which line.
 */
export function parsePreferenceValue<K extends PreferenceKey>(key: K, value: unknown): Result<PreferenceValues[K]> {
  const spec: PreferenceSpec = preferenceCatalogue[key]
  const fault = spec.type === 'originPatterns' && Array.isArray(value) ? originPatternsFaultOf(value) : null
  if (fault !== null || !fits(spec, value)) return refused('preference.value', { field: 'value', facts: { key, ...fault } })
  // The spec was just checked, and the type of the key's value is made from that spec.
  return accepted(value as PreferenceValues[K])
}

function fits(spec: PreferenceSpec, value: unknown): boolean {
  switch (spec.type) {
    case 'boolean':
      return typeof value === 'boolean'
    case 'integer':
    case 'durationMs':
      return Number.isSafeInteger(value) && isWithin(Number(value), spec)
    case 'choice':
      return typeof value === 'string' && spec.choices?.includes(value) === true
    case 'text':
      return typeof value === 'string' && value.length <= maxTextLength
    case 'recordingWhen':
      return typeof value === 'string' && value.length <= maxTextLength && parseRecordingWhen(value) !== null
    case 'origins':
      return Array.isArray(value) && value.length <= maxOrigins && new Set(value).size === value.length && value.every(isOrigin)
    case 'originPatterns':
      // What is in it was looked at before, for its fault.
      return Array.isArray(value) && value.length <= maxOrigins
  }
}

function isWithin(value: number, { minimum, maximum }: PreferenceSpec): boolean {
  return (minimum === null || value >= minimum) && (maximum === null || value <= maximum)
}
