import type { MessageDocument } from '@hotseat/protocol'

/** Something the agent said that the server has not acknowledged. */
export type Outgoing = {
  readonly clientId: string
  readonly conversationId: string
  /** What the customer was called: the conversation may be with somebody else when the server does not take it. Empty for a guest. */
  readonly who: string
  readonly text: string
  /** When it was said, epoch ms. */
  readonly at: number
  /** `waiting`: to be sent, perhaps again; `resting`: just failed; `refused`: the server does not take it, and says why. */
  readonly state: 'waiting' | 'sending' | 'resting' | 'refused'
  readonly refusal: Refused | null
}

/** Why the server does not take a message: its code, and its own sentence for a reader who has none of their own. */
export type Refused = { readonly code: string; readonly message: string }

/** What was said and not acknowledged, in the order in which it was said. */
export type Outbox = readonly Outgoing[]

export type OutboxInput =
  | {
      readonly type: 'said'
      readonly conversationId: string
      readonly who: string
      readonly clientId: string
      readonly text: string
      readonly at: number
    }
  | { readonly type: 'sent'; readonly clientId: string }
  /** The server has it; from then on it stands in the thread. */
  | { readonly type: 'acknowledged'; readonly clientId: string }
  /** Nobody knows whether it arrived: it is sent again, under the same id (spec CH2), when it has rested. */
  | { readonly type: 'failed'; readonly clientId: string }
  /** Its rest is over; without a name everybody's is, as a new connection is a reason to try at once. */
  | { readonly type: 'rested'; readonly clientId?: string }
  | { readonly type: 'refused'; readonly clientId: string; readonly refusal: Refused }
  | { readonly type: 'retried'; readonly clientId: string }
  | { readonly type: 'dropped'; readonly clientId: string }
  /** What another page of mine, or the one before, had not got through. */
  | { readonly type: 'found'; readonly outbox: Outbox }
  /** Messages came: of mine, the ones among them have arrived. */
  | { readonly type: 'seen'; readonly messages: readonly MessageDocument[] }

/** The outbox after an input. */
export function onOutboxInput(outbox: Outbox, input: OutboxInput): Outbox {
  switch (input.type) {
    case 'said': {
      const { clientId, conversationId, who, text, at } = input
      if (outbox.some((each) => each.clientId === clientId)) return outbox
      return [...outbox, { clientId, conversationId, who, text, at, state: 'waiting', refusal: null }]
    }
    case 'sent':
      return set(outbox, input.clientId, { state: 'sending' })
    case 'failed':
      return set(outbox, input.clientId, { state: 'resting' })
    case 'rested':
      return wake(outbox, input.clientId)
    case 'refused':
      return set(outbox, input.clientId, { state: 'refused', refusal: input.refusal })
    case 'retried':
      return set(outbox, input.clientId, { state: 'waiting', refusal: null })
    case 'acknowledged':
    case 'dropped':
      return drop(outbox, [input.clientId])
    case 'found': {
      const known = new Set(outbox.map(({ clientId }) => clientId))
      const more = input.outbox.filter(({ clientId }) => !known.has(clientId))
      return more.length === 0 ? outbox : [...outbox, ...more].toSorted((a, b) => a.at - b.at)
    }
    case 'seen':
      return drop(
        outbox,
        input.messages.flatMap(({ clientId }) => clientId ?? []),
      )
  }
}

/**
 * What can be sent now: the first of each conversation, one at a time, so that the order in which it was said is the order in which
 * it arrives. One that rests holds the later ones up, one that was refused holds nothing up.
 */
export function dueOf(outbox: Outbox): Outbox {
  const busy = new Set<string>()
  const due: Outgoing[] = []
  for (const each of outbox) {
    if (each.state === 'refused' || busy.has(each.conversationId)) continue
    busy.add(each.conversationId)
    if (each.state === 'waiting') due.push(each)
  }
  return due
}

/** What was refused and has no thread to stand in, as its conversation is not among these: it went elsewhere while it was said. */
export function strandedOf(outbox: Outbox, conversationIds: readonly string[]): Outbox {
  return outbox.filter(({ state, conversationId }) => state === 'refused' && !conversationIds.includes(conversationId))
}

function set(outbox: Outbox, clientId: string, changes: Partial<Outgoing>): Outbox {
  return outbox.map((each) => (each.clientId === clientId ? { ...each, ...changes } : each))
}

function wake(outbox: Outbox, clientId?: string): Outbox {
  const wakes = ({ state, clientId: id }: Outgoing) => state === 'resting' && (clientId === undefined || id === clientId)
  return outbox.some(wakes) ? outbox.map((each) => (wakes(each) ? { ...each, state: 'waiting' } : each)) : outbox
}

function drop(outbox: Outbox, clientIds: readonly string[]): Outbox {
  const left = outbox.filter(({ clientId }) => !clientIds.includes(clientId))
  return left.length === outbox.length ? outbox : left
}
