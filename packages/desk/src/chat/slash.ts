/** A `/` that is being typed to find a canned reply: where it stands, and what follows it. */
export type Slash = { readonly from: number; readonly query: string }

/** The `/` before the caret, at the beginning of the text or of a word; null when none is being typed. */
export function findSlash(text: string, caret: number): Slash | null {
  const before = text.slice(0, caret)
  const found = /(?:^|\s)\/([^\s/]*)$/.exec(before)
  const query = found?.[1]
  return query === undefined ? null : { from: caret - query.length - 1, query }
}

/** The text with a reply in the place of the slash, and where the caret stands then. */
export function insertReply(text: string, slash: Slash, caret: number, reply: string): { text: string; caret: number } {
  const before = text.slice(0, slash.from)
  return { text: `${before}${reply}${text.slice(caret)}`, caret: before.length + reply.length }
}

type Reply = { readonly id: string; readonly title: string; readonly text: string }

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()

/** The replies that fit what was typed: those whose title or id begins with it first, then those that hold it anywhere. */
export function findReplies<R extends Reply>(replies: readonly R[], query: string): readonly R[] {
  const wanted = plain(query)
  if (wanted === '') return replies
  const rank = ({ id, title, text }: R) => {
    const names = [plain(title), plain(id)]
    if (names.some((name) => name.startsWith(wanted))) return 0
    if (names.some((name) => name.includes(wanted))) return 1
    return plain(text).includes(wanted) ? 2 : 3
  }
  return replies.filter((reply) => rank(reply) < 3).toSorted((a, b) => rank(a) - rank(b))
}
