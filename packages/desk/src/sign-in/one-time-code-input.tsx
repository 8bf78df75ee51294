import { TextInput } from '@mantine/core'
import type { ChangeEvent } from 'react'
import { useTexts } from '../texts/texts-context.tsx'

type Props = {
  value: string
  error: string | undefined
  onChange: (event: ChangeEvent<HTMLInputElement>) => void
}

/** Six digits of an authenticator app. It takes the focus as it appears: it is the one thing still asked for. */
export function OneTimeCodeInput({ value, error, onChange }: Props) {
  const words = useTexts().secondFactor
  return (
    <TextInput
      autoFocus
      name="oneTimeCode"
      label={words.code}
      description={words.codeHelp}
      autoComplete="one-time-code"
      inputMode="numeric"
      maxLength={7}
      value={value}
      error={error}
      onChange={onChange}
    />
  )
}
