import type { ComponentProps } from 'react'

/** How a menu's button looks: the same before and after the menu itself is loaded. */
export type MenuFace = Pick<ComponentProps<'button'>, 'type' | 'className' | 'children' | 'aria-label'>
