import {
  type PreferenceKey,
  type PreferenceSpec,
  preferenceCatalogue,
  type Rung,
  resolvePreference,
  type Viewer,
} from '@hotseat/core'
import type { PreferenceDocument } from '@hotseat/protocol'

/** One preference with its value for a person, where that comes from, its bounds and its help. */
export function showPreference(key: PreferenceKey, rungs: readonly Rung[], who: Viewer): PreferenceDocument {
  const spec: PreferenceSpec = preferenceCatalogue[key]
  const { value, source, lockedAt, ladder } = resolvePreference(key, rungs, who)
  return {
    key,
    group: spec.group,
    type: spec.type,
    help: spec.help,
    defaultValue: spec.defaultValue,
    minimum: spec.minimum,
    maximum: spec.maximum,
    choices: spec.choices && [...spec.choices],
    levels: [...spec.levels],
    personal: spec.personal,
    value,
    source,
    lockedAt,
    ladder: [...ladder],
  }
}
