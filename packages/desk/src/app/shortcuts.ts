import { useEffect, useEffectEvent } from 'react'

/** What each key does: a letter alone while nothing is being typed, and with Alt everywhere. */
export const shortcutKeys = {
  ready: 'r',
  notReady: 'n',
  accept: 'a',
  hold: 'h',
  end: 'x',
  wrapUp: 'w',
  phoneBook: 'p',
  note: 'o',
  chat: 'c',
  acceptChat: 'y',
  transferChat: 't',
  closeChat: 'b',
} as const
export type Shortcut = keyof typeof shortcutKeys
/** The shortcuts in the order in which the list of keys names them. */
export const shortcuts = [
  ...(['ready', 'notReady', 'accept', 'hold', 'end', 'wrapUp', 'phoneBook', 'note'] as const),
  ...(['chat', 'acceptChat', 'transferChat', 'closeChat'] as const),
] as const satisfies readonly Shortcut[]

/** Whether the person is typing into what has the focus, so that a letter belongs there. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true
  return target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit', 'range'].includes(target.type)
}

type Stroke = Pick<KeyboardEvent, 'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'repeat'>

/** The shortcut a key stroke means, or null. By `code` with Alt, because Alt changes the letter on some keyboards. */
export function shortcutOf(stroke: Stroke, typing: boolean): Shortcut | null {
  if (stroke.ctrlKey || stroke.metaKey || stroke.shiftKey || stroke.repeat) return null
  if (typing && !stroke.altKey) return null
  const letter = stroke.altKey ? stroke.code.replace(/^Key/, '').toLowerCase() : stroke.key.toLowerCase()
  return shortcuts.find((name) => shortcutKeys[name] === letter) ?? null
}

/** Binds shortcuts while the component stands. One that is absent, or behind an open dialog, does nothing. */
export function useShortcuts(bindings: Partial<Record<Shortcut, () => void>>): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (document.querySelector('[aria-modal="true"]') !== null) return
    const shortcut = shortcutOf(event, isTyping(event.target))
    const act = shortcut === null ? undefined : bindings[shortcut]
    if (act === undefined) return
    event.preventDefault()
    act()
  })
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event)
    addEventListener('keydown', listen)
    return () => removeEventListener('keydown', listen)
  }, [])
}
