import { useEffect, useId } from 'react'

const badges = new Map<string, string>()
let plain: string | null = null

function show(): void {
  plain ??= document.title
  document.title = [...badges.values(), plain].join(' ')
}

/** Puts a word before the page's title for as long as the component stands and the word is not null; several stand beside each other. */
export function useTitleBadge(text: string | null): void {
  const id = useId()
  useEffect(() => {
    if (text === null) return
    badges.set(id, text)
    show()
    return () => {
      badges.delete(id)
      show()
    }
  }, [id, text])
}
