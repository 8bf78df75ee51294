import { Button, type ButtonProps, Tooltip } from '@mantine/core'
import type { ReactNode } from 'react'
import { useHindrance } from './view-context.tsx'

type Props = ButtonProps & {
  children: ReactNode
  onClick?: () => void
  type?: 'button' | 'submit'
  'aria-keyshortcuts'?: string
  /** A reason of its own why it cannot be pressed now. */
  hindrance?: string | null
}

/**
 * A button for what needs the server. While it cannot be reached the button stays focusable and says why, instead of
 * disappearing from the keyboard's way.
 */
export function ActButton({ hindrance: own = null, onClick, children, type = 'button', ...props }: Props) {
  const away = useHindrance()
  const hindrance = away ?? own
  return (
    <Tooltip label={hindrance} disabled={hindrance === null}>
      <Button
        {...props}
        type={type}
        aria-disabled={hindrance !== null}
        {...(hindrance === null ? {} : { 'data-disabled': true, 'aria-description': hindrance })}
        onClick={(event) => {
          if (hindrance !== null) event.preventDefault()
          else onClick?.()
        }}
      >
        {children}
      </Button>
    </Tooltip>
  )
}
