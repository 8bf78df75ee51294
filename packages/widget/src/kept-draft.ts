import { isRecord } from './chat-error.ts'
import type { Outgoing, ViewState } from './view-state.ts'
import type { Shelf } from './world.ts'

type Draft = Pick<ViewState, 'outbox' | 'draft' | 'isOpen'>
type KeptDraft = Draft & { readonly customerId: string }

/** Keeps what was typed and not sent in this tab, so that a reload loses nothing; only for the customer who typed it (S-51). */
export function createKeptDraft(tab: Shelf, name: string) {
  const key = `hotseat-chat ${name} draft`
  let last = ''
  let found = parse(tab.read(key))
  return {
    /** What was found, once, if it is this customer's; anybody else never gets it. */
    claim(customerId: string): Draft | null {
      const claimed = found?.customerId === customerId ? found : null
      found = null
      return claimed
    },
    /** The session is over, but whoever signs in again goes on typing where they were. */
    recall(): void {
      found = parse(tab.read(key))
    },
    write(customerId: string, { outbox, draft, isOpen }: Draft): void {
      const text = JSON.stringify({ customerId, outbox, draft, isOpen })
      if (text !== last) tab.write(key, text)
      last = text
    },
    /** Takes it out of the browser; what was found stays to be claimed. */
    remove(): void {
      last = ''
      tab.remove(key)
    },
    forget(): void {
      found = null
      this.remove()
    },
  }
}

function parse(text: string | null): KeptDraft | null {
  try {
    const kept: unknown = JSON.parse(text ?? 'null')
    if (!isRecord(kept) || typeof kept.customerId !== 'string' || !Array.isArray(kept.outbox)) return null
    const { customerId, draft, isOpen } = kept
    return {
      customerId,
      outbox: kept.outbox.filter(isOutgoing),
      draft: typeof draft === 'string' ? draft : '',
      isOpen: isOpen === true,
    }
  } catch {
    return null
  }
}

function isOutgoing(value: unknown): value is Outgoing {
  return (
    isRecord(value) &&
    typeof value.clientId === 'string' &&
    typeof value.text === 'string' &&
    typeof value.at === 'number' &&
    typeof value.isRefused === 'boolean'
  )
}
