import { type RefObject, useEffect, useRef, useState } from 'react'

/**
 * For a menu that comes in the place of the button that asked for it: it takes over the focus, then opens, so that
 * closing it gives the focus back to the button.
 */
export function useOpenedMenu(): {
  target: RefObject<HTMLButtonElement | null>
  opened: boolean
  onChange: (opened: boolean) => void
} {
  const target = useRef<HTMLButtonElement>(null)
  const [opened, onChange] = useState(false)
  useEffect(() => {
    target.current?.focus({ preventScroll: true })
    onChange(true)
  }, [])
  return { target, opened, onChange }
}
