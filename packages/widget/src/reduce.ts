import { type ConnectionStatus, isLive } from '@hotseat/core'
import type { CustomerState, CustomerThread } from '@hotseat/protocol'
import { withBegun, withConversation, withMessage, withThreads } from './merge-threads.ts'
import type { ViewInput } from './view-input.ts'
import { initialView, type Outgoing, type ViewState } from './view-state.ts'

/** What is shown after something happened. Pure; what means nothing now changes nothing. */
export function reduce(state: ViewState, input: ViewInput): ViewState {
  switch (input.type) {
    case 'configRead':
      return { ...state, config: input.config }
    case 'connectionChanged':
      // Who was typing when the line was lost may long have stopped.
      return { ...state, connection: input.status, typing: isLinked(input.status) ? state.typing : null }
    case 'signInBegun':
      return input.keeps && state.presence.kind === 'signedIn'
        ? { ...state, trouble: null }
        : { ...nobody(state), presence: { kind: 'signingIn' } }
    case 'signedOut':
      return { ...nobody(state), presence: { kind: 'signedOut', code: input.code } }
    // A login's answer may be late as well, and what the same customer was told meanwhile is newer.
    case 'signedIn':
    case 'caughtUp':
      return settled(signedIn(state, input.state, withThreads(ownThreads(state, input.state), input.state.threads)))
    case 'opened':
      return { ...state, isOpen: true }
    case 'closed':
      return { ...state, isOpen: false }
    case 'troubleMet':
      return { ...state, trouble: input.code }
    default:
      return state.presence.kind === 'signedIn' ? settled(onConversation(state, input)) : state
  }
}

type ConversationInput = Exclude<
  ViewInput,
  {
    type:
      | 'configRead'
      | 'connectionChanged'
      | 'signInBegun'
      | 'signedIn'
      | 'signedOut'
      | 'caughtUp'
      | 'opened'
      | 'closed'
      | 'troubleMet'
  }
>

function onConversation(state: ViewState, input: ConversationInput): ViewState {
  switch (input.type) {
    case 'messageReceived': {
      const typing = input.message.from === 'agent' ? null : state.typing
      return { ...state, typing, threads: withMessage(state.threads, input.conversationId, input.message) }
    }
    case 'conversationChanged':
      return { ...state, threads: withConversation(state.threads, input.conversation) }
    case 'typingHeard':
      return { ...state, typing: { conversationId: input.conversationId, until: input.until } }
    case 'timePassed':
      return state.typing !== null && state.typing.until <= input.now ? { ...state, typing: null } : state
    case 'said': {
      const { clientId, text, at } = input
      return { ...state, draft: '', trouble: null, outbox: [...state.outbox, { clientId, text, at, isRefused: false }] }
    }
    case 'sayAnswered': {
      // How it stands comes by the line, in order: this answer may be late, and it may be over meanwhile (spec CW17).
      const { conversation, message } = input.said
      return { ...state, threads: withMessage(withBegun(state.threads, conversation), conversation.id, message) }
    }
    case 'sayRefused':
      return { ...state, outbox: withOutgoing(state.outbox, input.clientId, true), trouble: input.code }
    case 'sayRetried':
      return { ...state, outbox: withOutgoing(state.outbox, input.clientId, false), trouble: null }
    case 'sayDiscarded':
      return { ...state, outbox: state.outbox.filter(({ clientId }) => clientId !== input.clientId), trouble: null }
    case 'draftFound':
      return {
        ...state,
        outbox: [...input.outbox, ...state.outbox],
        draft: state.draft || input.draft,
        isOpen: state.isOpen || input.isOpen,
      }
    case 'draftChanged':
      return { ...state, draft: input.draft }
    case 'looked':
      return {
        ...state,
        seen: Object.fromEntries(state.threads.map(({ conversation }) => [conversation.id, conversation.lastSeq])),
      }
    case 'startedAnew':
      return { ...state, startsAnew: true }
  }
}

/** Everything of a customer is gone; what belongs to the page stays. */
function nobody({ config, connection, isOpen }: ViewState): ViewState {
  return { ...initialView, config, connection, isOpen }
}

function signedIn(state: ViewState, { customer }: CustomerState, threads: readonly CustomerThread[]): ViewState {
  const own = state.presence.kind === 'signedIn' && state.presence.customer.id === customer.id ? state : nobody(state)
  return { ...own, presence: { kind: 'signedIn', customer }, threads }
}

/** The threads that are known of this very customer; another's are never merged (S-51). */
function ownThreads({ presence, threads }: ViewState, { customer }: CustomerState): readonly CustomerThread[] {
  return presence.kind === 'signedIn' && presence.customer.id === customer.id ? threads : []
}

/** Takes out of the outbox what is among the messages, however it got there, and forgets wishes that have come true. */
function settled(state: ViewState): ViewState {
  const arrived = new Set(state.threads.flatMap(({ messages }) => messages.map(({ clientId }) => clientId)))
  const outbox = state.outbox.filter(({ clientId }) => !arrived.has(clientId))
  const live = liveThread(state)
  return {
    ...state,
    outbox: outbox.length === state.outbox.length ? state.outbox : outbox,
    startsAnew: state.startsAnew && live === undefined,
    typing: state.typing?.conversationId === live?.conversation.id ? state.typing : null,
  }
}

/** The conversation that goes on, if one does (CH1). */
export function liveThread({ threads }: ViewState): CustomerThread | undefined {
  return threads.findLast(({ conversation }) => isLive(conversation.state))
}

/** Whether something that is sent now is answered. */
export function isLinked({ kind }: ConnectionStatus): boolean {
  return kind === 'connected' || kind === 'checking'
}

function withOutgoing(outbox: readonly Outgoing[], clientId: string, isRefused: boolean): readonly Outgoing[] {
  return outbox.map((outgoing) => (outgoing.clientId === clientId ? { ...outgoing, isRefused } : outgoing))
}
