import type { PreferenceDocument } from '@hotseat/protocol'
import { NativeSelect, NumberInput, Switch, TextInput } from '@mantine/core'
import { useAllTexts } from '../texts/use-all-texts.ts'
import { LinesInput } from './lines-input.tsx'
import { valueText } from './preference-words.ts'

type Props = {
  preference: PreferenceDocument
  value: unknown
  /** The level that is being set has no value of its own; what is shown comes from above. */
  isInherited: boolean
  error: string | undefined
  onChange: (value: unknown) => void
}

/** The right control for a preference's type, with its bounds. Durations are typed in seconds. */
export function PreferenceInput({ preference, value, isInherited, error, onChange }: Props) {
  const texts = useAllTexts()
  const { key, type, minimum, maximum, choices } = preference
  const common = { 'aria-label': key, error, size: 'sm' as const }
  const hint = isInherited ? texts.preferences.unset : undefined
  if (type === 'boolean') {
    return (
      <Switch
        {...common}
        label={value === true ? texts.preferences.on : texts.preferences.off}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  }
  if (type === 'choice') {
    return (
      <NativeSelect
        {...common}
        description={hint}
        data={choices ?? []}
        value={String(value)}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  if (type === 'integer' || type === 'durationMs') {
    const unit = type === 'durationMs' ? 1_000 : 1
    const bounds =
      minimum === null || maximum === null
        ? undefined
        : texts.preferences.bounds(valueText(minimum, type, texts), valueText(maximum, type, texts))
    return (
      <NumberInput
        {...common}
        description={[bounds, hint].filter(Boolean).join(' · ')}
        hideControls
        thousandSeparator=" "
        suffix={type === 'durationMs' ? ' s' : ''}
        {...(minimum === null ? {} : { min: minimum / unit })}
        {...(maximum === null ? {} : { max: maximum / unit })}
        value={typeof value === 'number' ? value / unit : ''}
        onChange={(next) => onChange(Math.round(Number(next) * unit))}
      />
    )
  }
  if (type === 'origins' || type === 'originPatterns') {
    return (
      <LinesInput
        {...common}
        placeholder={type === 'origins' ? 'https://crm.example.com' : 'https://*.example.com'}
        lines={Array.isArray(value) ? value.map(String) : []}
        onChange={onChange}
      />
    )
  }
  return <TextInput {...common} value={String(value)} onChange={(event) => onChange(event.currentTarget.value)} />
}
