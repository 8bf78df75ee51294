import { h } from './dom.ts'

const address = /https?:\/\/[^\s<>"]+[^\s<>".,;:!?')\]}]/g

/** A text with its web addresses as links; they open beside the shop and learn nothing of it. */
export function linked(text: string): readonly (Node | string)[] {
  const parts: (Node | string)[] = []
  let from = 0
  for (const { 0: href, index } of text.matchAll(address)) {
    parts.push(text.slice(from, index), h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, href))
    from = index + href.length
  }
  parts.push(text.slice(from))
  return parts
}
