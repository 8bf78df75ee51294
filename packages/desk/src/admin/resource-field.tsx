import { Checkbox, NativeSelect, Stack, Switch, Textarea, TextInput } from '@mantine/core'
import type { FieldLook, FormValue } from './resource.ts'

type Props = {
  field: FieldLook
  value: FormValue
  error: string | undefined
  isFirst: boolean
  /** It was given at creation and stays. */
  isFixed: boolean
  onChange: (value: FormValue) => void
  onLeave: () => void
}

/** One field of a form, by its kind. */
export function ResourceField({ field, value, error, isFirst, isFixed, onChange, onLeave }: Props) {
  const { kind, label, help, options = [] } = field
  const common = {
    label,
    description: help,
    error,
    disabled: isFixed,
    onBlur: onLeave,
    ...(isFirst ? { 'data-autofocus': true } : {}),
  }
  const text = typeof value === 'string' ? value : ''
  if (kind === 'choice') {
    return <NativeSelect {...common} data={[...options]} value={text} onChange={(event) => onChange(event.currentTarget.value)} />
  }
  if (kind === 'lines') {
    return (
      <Textarea
        {...common}
        autosize
        minRows={3}
        maxRows={14}
        value={text}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    )
  }
  if (kind === 'flag') {
    return (
      <Switch
        label={label}
        description={help}
        checked={value === true}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    )
  }
  if (kind === 'several') {
    return (
      <Checkbox.Group
        label={label}
        description={help}
        error={error}
        value={Array.isArray(value) ? [...value] : []}
        onChange={onChange}
      >
        <Stack gap="xs" mt="xs">
          {options.map((option) => (
            <Checkbox key={option.value} value={option.value} label={option.label} />
          ))}
        </Stack>
      </Checkbox.Group>
    )
  }
  return <TextInput {...common} autoComplete="off" value={text} onChange={(event) => onChange(event.currentTarget.value)} />
}
