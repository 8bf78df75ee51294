import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useTexts } from '../texts/texts-context.tsx'

/** A password with a button that shows it, reachable by keyboard; a fault is told to screen readers too. */
export function PasswordField(props: PasswordInputProps) {
  const { signIn: words } = useTexts()
  return (
    <PasswordInput
      {...props}
      aria-invalid={props.error !== undefined && props.error !== null && props.error !== false}
      visibilityToggleButtonProps={{ 'aria-label': words.showPassword, tabIndex: 0, 'aria-hidden': false }}
    />
  )
}
