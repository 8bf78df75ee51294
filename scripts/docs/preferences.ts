import { preferenceCatalogue } from '../../packages/core/src/preferences/preference-catalogue.ts'
import type { PreferenceSpec } from '../../packages/core/src/preferences/preference-spec.ts'
import { durationText } from './duration-text.ts'
import { byGroup, code, page, table } from './markdown.ts'

/** docs/reference/preferences.md: every setting that an administrator changes while people work. */
export function renderPreferences(): string {
  const groups = [...byGroup<PreferenceSpec>(preferenceCatalogue)].map(
    ([group, rows]) => `## ${group}\n\n${table(['key', 'default', 'allowed', 'set at', 'what it does'], rows.map(row))}`,
  )
  return page(
    'Preferences',
    'packages/core/src/preferences/preference-catalogue.ts',
    `A preference has a default, and may be set for a tenant, over it for a role, over that for a user; "set at" says where.
A level may lock it: then nothing below counts. \`GET /v1/preferences\` shows each value, where it comes from and who changed
it; clients take a change over without signing in again.`,
    ...groups,
  )
}

function row([key, spec]: readonly [string, PreferenceSpec]): readonly string[] {
  const levels = spec.personal ? [...spec.levels, 'by oneself'] : spec.levels
  return [code(key), valueText(spec, spec.defaultValue), allowedText(spec), levels.join(', '), spec.help]
}

function valueText(spec: PreferenceSpec, value: PreferenceSpec['defaultValue']): string {
  if (spec.type === 'durationMs' && typeof value === 'number') return durationText(value)
  if (typeof value === 'object') return value.length === 0 ? 'none' : value.map(code).join(' ')
  return value === '' ? 'empty' : code(String(value))
}

function allowedText(spec: PreferenceSpec): string {
  if (spec.choices) return spec.choices.map(code).join(', ')
  if (spec.type === 'boolean') return '`true`, `false`'
  if (spec.type === 'origins') return 'exact origins'
  if (spec.type === 'recordingWhen')
    return '`off`, `voice`, or `campaign=a|b`, `direction=inbound|outbound`, `share=1`–`100`, with commas'
  if (spec.type === 'originPatterns') return 'patterns `https://*.host.tld[:port]`'
  if (spec.minimum === null || spec.maximum === null) return 'text'
  return `${valueText(spec, spec.minimum)} – ${valueText(spec, spec.maximum)}`
}
