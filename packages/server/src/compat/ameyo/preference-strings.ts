import {
  ameyoPreferenceKeys,
  isPreferenceKey,
  type PreferenceKey,
  type PreferenceSpec,
  type PreferenceValues,
  preferenceCatalogue,
} from '@hotseat/core'

const published: Readonly<Record<string, PreferenceKey>> = ameyoPreferenceKeys
const names = new Map<PreferenceKey, string>(Object.entries(published).map(([name, key]) => [key, name]))
const keys = Object.keys(preferenceCatalogue).filter(isPreferenceKey)

/** The preference that a name of the store stands for; undefined for none. */
export function findPreference(name: string): PreferenceKey | undefined {
  if (Object.hasOwn(published, name)) return published[name]
  return isPreferenceKey(name) && !names.has(name) ? name : undefined
}

/** Every preference as the store holds it: text by published name, else by our key. Lists are separated by commas. */
export function showPreferences(values: PreferenceValues): Readonly<Record<string, string>> {
  return Object.fromEntries(keys.map((key) => [names.get(key) ?? key, String(values[key])]))
}

/** A stored text as the preference's type; what does not read as one stays text, and is refused as such. */
export function parseStored(key: PreferenceKey, text: string): unknown {
  const spec: PreferenceSpec = preferenceCatalogue[key]
  switch (spec.type) {
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text
    case 'integer':
    case 'durationMs':
      return /^\d{1,15}$/.test(text) ? Number(text) : text
    case 'origins':
    case 'originPatterns':
      return text === '' ? [] : text.split(',').map((each) => each.trim())
    case 'choice':
    case 'text':
    case 'recordingWhen':
      return text
  }
}
