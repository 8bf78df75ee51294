import type { PreferenceDocument } from '@hotseat/protocol'
import { formatSpan } from '../app/durations.ts'
import type { AllTexts } from '../texts/all-en.ts'
import type { PreferenceText } from '../texts/en/preferences.ts'
import { isRole } from './is-role.ts'

/** A level in words: `Role: Supervisor`. */
export function levelText(level: string, nameOf: (userId: string) => string, texts: AllTexts): string {
  const words = texts.preferences
  if (level === 'system') return words.rung.system
  if (level === 'tenant') return words.rung.tenant
  const name = level.slice(level.indexOf(':') + 1)
  if (level.startsWith('role:')) return words.role(isRole(name) ? texts.roles[name] : name)
  return words.user(nameOf(name))
}

/** A value as people read it: switches in words, durations with their unit, lists with commas. */
export function valueText(value: unknown, type: PreferenceDocument['type'], texts: AllTexts): string {
  if (typeof value === 'boolean') return value ? texts.preferences.on : texts.preferences.off
  if (type === 'durationMs' && typeof value === 'number') return value === 0 ? '0 s' : formatSpan(value)
  if (Array.isArray(value)) return value.join(', ') || texts.common.none
  return String(value)
}

/** How a preference is called and what it does, in the reader's language; what is newer than this desk as the server says it. */
export function preferenceText(
  { key, help }: Pick<PreferenceDocument, 'key' | 'help'>,
  texts: AllTexts,
): Required<PreferenceText> {
  return { name: keyText(key), help, ...texts.preferences.texts[key] }
}

/** A key's last part in words: `continuity.keepAliveMs` is "Keep alive". */
export function keyText(key: string): string {
  const words = (key.split('.').at(-1) ?? key)
    .replace(/Ms$/, '')
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase()
  return words.charAt(0).toUpperCase() + words.slice(1)
}
