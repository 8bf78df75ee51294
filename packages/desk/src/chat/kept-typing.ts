import type { Outbox, Outgoing } from './outbox.ts'

/** What of `Storage` is needed. */
type Shelf = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>

const prefix = 'hotseat.chat.'

/** What is typed and not acknowledged, kept in this browser through a reload. For one person in one tenant (S-58). */
export type KeptTyping = {
  draftOf(conversationId: string): string
  keepDraft(conversationId: string, text: string): void
  outbox(): Outbox
  keepOutgoing(outgoing: Outgoing): void
  dropOutgoing(clientId: string): void
  /** Forgets what was typed to conversations that are not among these any more, so that nothing piles up. */
  keepOnly(conversationIds: readonly string[]): void
}

/**
 * Keeps an entry a draft and one a message that is under way: two tabs of one person write beside each other. `whose` is the key of
 * the view; what others typed here is forgotten. A browser without storage keeps nothing, and works.
 */
export function createKeptTyping(shelf: Shelf, whose: string): KeptTyping {
  const mine = `${prefix}${encodeURIComponent(whose)}.`
  forgetTyping(shelf, (key) => !key.startsWith(mine))
  const draftKey = (conversationId: string) => `${mine}draft.${conversationId}`
  const outKey = (clientId: string) => `${mine}out.${clientId}`
  const write = (key: string, value: string) => attempt(() => shelf.setItem(key, value))
  const remove = (key: string) => attempt(() => shelf.removeItem(key))
  const read = (key: string) => attempt(() => shelf.getItem(key)) ?? null
  return {
    draftOf: (conversationId) => read(draftKey(conversationId)) ?? '',
    keepDraft: (conversationId, text) => (text === '' ? remove(draftKey(conversationId)) : write(draftKey(conversationId), text)),
    outbox: () =>
      keysOf(shelf)
        .filter((key) => key.startsWith(`${mine}out.`))
        .flatMap((key) => parseOutgoing(key.slice(`${mine}out.`.length), read(key)) ?? [])
        .toSorted((a, b) => a.at - b.at),
    keepOutgoing: ({ clientId, conversationId, who, text, at }) =>
      write(outKey(clientId), JSON.stringify({ conversationId, who, text, at })),
    dropOutgoing: (clientId) => remove(outKey(clientId)),
    keepOnly(conversationIds) {
      const wanted = new Set(conversationIds.map(draftKey))
      for (const key of keysOf(shelf)) if (key.startsWith(`${mine}draft.`) && !wanted.has(key)) remove(key)
    },
  }
}

/** Forgets what was typed in this browser, all of it or the entries named; part of signing out (S-24). */
export function forgetTyping(shelf: Shelf, isMeant: (key: string) => boolean = () => true): void {
  for (const key of keysOf(shelf)) if (key.startsWith(prefix) && isMeant(key)) attempt(() => shelf.removeItem(key))
}

/** A message as it was kept; whatever does not fit counts as none. */
function parseOutgoing(clientId: string, kept: string | null): Outgoing | null {
  try {
    const value: unknown = JSON.parse(kept ?? 'null')
    if (typeof value !== 'object' || value === null || !('text' in value) || !('conversationId' in value) || !('at' in value))
      return null
    const { text, conversationId, at } = value
    if (typeof text !== 'string' || typeof conversationId !== 'string' || typeof at !== 'number') return null
    const who = 'who' in value && typeof value.who === 'string' ? value.who : ''
    return { clientId, conversationId, who, text, at, state: 'waiting', refusal: null }
  } catch {
    return null
  }
}

function keysOf(shelf: Shelf): readonly string[] {
  return attempt(() => Array.from({ length: shelf.length }, (_, index) => shelf.key(index)).filter((key) => key !== null)) ?? []
}

/** A full or forbidden storage costs what would be kept, never the work. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act()
  } catch {
    return undefined
  }
}
