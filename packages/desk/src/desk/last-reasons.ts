import { useState } from 'react'

const storageName = (userId: string) => `hotseat.reasons.${userId}`

/** Reads codes that were stored; whatever is not a list of numbers counts as none. */
export function parseCodes(text: string | null): readonly number[] {
  try {
    const value: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(value) ? value.filter((code) => typeof code === 'number') : []
  } catch {
    return []
  }
}

/** Last used first, the others in their own order. */
export function sortReasons<R extends { readonly code: number }>(reasons: readonly R[], last: readonly number[]): readonly R[] {
  const rank = ({ code }: R) => (last.includes(code) ? last.indexOf(code) : last.length)
  return reasons.toSorted((a, b) => rank(a) - rank(b))
}

/** The reasons a person used on this browser, the last one first, and how to remember another. */
export function useLastReasons(userId: string): [readonly number[], (code: number) => void] {
  const [codes, setCodes] = useState(() => parseCodes(localStorage.getItem(storageName(userId))))
  const rememberCode = (code: number) => {
    const next = [code, ...codes.filter((each) => each !== code)].slice(0, 9)
    localStorage.setItem(storageName(userId), JSON.stringify(next))
    setCodes(next)
  }
  return [codes, rememberCode]
}
