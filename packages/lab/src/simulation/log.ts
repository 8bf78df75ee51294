import type { Continuity, ContinuityInput, FeedEvent, Refusal, Result } from '@hotseat/core'
import type { ChatServerFrame, OperationName, ServerFrame } from '@hotseat/protocol'
import type { RequestFacts } from '@hotseat/server/parts'
import type { ViewState } from '@hotseat/widget/parts'

/** What comes with a request: facts, and the access token of a client without a cookie. */
export type SimFacts = RequestFacts & { readonly accessToken: string | null }

/** A request as the simulated server received it. `caller` is filled in once the server knows who it is. */
export type SimRequest = {
  readonly who: string
  readonly name: OperationName
  readonly params: Readonly<Record<string, unknown>>
  readonly body: Readonly<Record<string, unknown>>
  readonly facts: SimFacts
  readonly receivedAt: number
  /** The client had sent this very call before and heard no answer. */
  readonly retry: boolean
  /** When the server took it up, by the clock of the node that did; null before. */
  handledAt: number | null
  caller: { readonly tenantId: string; readonly userId: string; readonly sessionId: string } | null
}

/** A call of a customer's page as the simulated server received it. */
export type ChatCall = {
  /** Names the page. */
  readonly who: string
  readonly method: string
  readonly path: string
  readonly query: Readonly<Record<string, string>>
  /** Of the customer's session; null without one. */
  readonly token: string | null
  readonly origin: string
  readonly address: string
  readonly body: Readonly<Record<string, unknown>>
  readonly receivedAt: number
  /** When the server took it up, by the clock of the node that did; null before. */
  handledAt: number | null
}

/** What it was answered: the document, or the problem. */
export type ChatReply = { readonly status: number; readonly body: unknown }

/** Everything an observer of a simulation sees, in the order it happened. Moments are virtual. */
export type Entry =
  /** Durable from here on. */
  | { readonly kind: 'committed'; readonly at: number; readonly tenantId: string; readonly event: FeedEvent }
  /** The counter of a password guess was settled and is durable. */
  | {
      readonly kind: 'counted'
      readonly at: number
      readonly key: string
      readonly failures: number
      readonly blockedUntil: number | null
    }
  /** An administrator had a counter forgotten. */
  | { readonly kind: 'unblocked'; readonly at: number; readonly key: string }
  /** A password was compared; `key` is the lockout counter it counts for. */
  | { readonly kind: 'verified'; readonly at: number; readonly key: string; readonly fits: boolean }
  /** The server has its answer ready: from here on it is acknowledged, heard or not. */
  | { readonly kind: 'served'; readonly at: number; readonly request: SimRequest; readonly result: Result<unknown> }
  /** The server put a frame on the socket of a session. */
  | {
      readonly kind: 'sent'
      readonly at: number
      /** Names the socket. */
      readonly socket: string
      readonly who: string
      readonly tenantId: string
      readonly userId: string
      readonly sessionId: string
      readonly frame: ServerFrame
    }
  /** As `served`, to a customer's page. */
  | { readonly kind: 'chatServed'; readonly at: number; readonly call: ChatCall; readonly reply: ChatReply }
  /** The server put a frame on the socket of a customer's session. */
  | {
      readonly kind: 'chatSent'
      readonly at: number
      readonly socket: string
      readonly who: string
      readonly tenantId: string
      readonly customerId: string
      readonly sessionId: string
      readonly frame: ChatServerFrame
    }
  /** A customer's page shows something else. `subject`: whom its site last named there; null: nobody. */
  | {
      readonly kind: 'shown'
      readonly at: number
      readonly who: string
      readonly subject: string | null
      readonly view: ViewState
    }
  /** A desk's continuity machine took a step. */
  | {
      readonly kind: 'stepped'
      readonly at: number
      readonly who: string
      readonly sessionId: string | null
      readonly state: Continuity
      readonly input: ContinuityInput
    }
  /** A call came back to the desk; null: nobody knows whether it was done. */
  | {
      readonly kind: 'answered'
      readonly at: number
      readonly who: string
      readonly name: OperationName
      readonly refusal: Refusal | null | 'unknown'
    }
  | {
      readonly kind: 'server'
      readonly at: number
      readonly what: 'started' | 'crashed' | 'stopped' | 'cutOff' | 'reconnected' | 'faulted' | 'forgot'
      readonly node: string
      readonly detail: string
    }
  /** Text stands on somebody's screen that is to replace this version of their note. */
  | { readonly kind: 'typed'; readonly at: number; readonly userId: string; readonly text: string; readonly over: number }
  | { readonly kind: 'person'; readonly at: number; readonly who: string; readonly does: string }

/** One entry as a line for people. */
export function describeEntry(entry: Entry, startAt: number): string {
  const time = `${((entry.at - startAt) / 1_000).toFixed(3).padStart(9)}s`
  return `${time}  ${describe(entry)}`
}

function describe(entry: Entry): string {
  switch (entry.kind) {
    case 'committed': {
      const { offset, kind, userId, data } = entry.event
      return `commit   ${entry.tenantId}#${offset} ${kind} ${userId ?? ''} ${short(data)}`
    }
    case 'counted':
      return `counter  ${entry.key.slice(0, 8)} failures=${entry.failures} blockedUntil=${entry.blockedUntil ?? '—'}`
    case 'unblocked':
      return `unblock  ${entry.key.slice(0, 8)}`
    case 'verified':
      return `password ${entry.key.slice(0, 8)} ${entry.fits ? 'fits' : 'wrong'}`
    case 'served':
      return `answer   ${entry.request.who} ${entry.request.name} ${entry.result.ok ? 'ok' : entry.result.refusal.code}`
    case 'sent':
      return `frame    → ${entry.who} ${entry.frame.type === 'event' ? `#${entry.frame.offset} ${entry.frame.kind}` : short(entry.frame)}`
    case 'chatServed':
      return `chat     ${entry.call.who} ${entry.call.method} ${entry.call.path} ${short(entry.call.body)} ${codeOf(entry.reply)}`
    case 'chatSent':
      return `widget   → ${entry.who} ${entry.socket} ${entry.customerId} ${short(entry.frame)}`
    case 'shown': {
      const { presence, connection, outbox, threads } = entry.view
      const seen = threads.map(({ conversation: { id, state, lastSeq } }) => `${id.slice(0, 6)} ${state} ${lastSeq}`).join(', ')
      return `page     ${entry.who} ${presence.kind} ${connection.kind} outbox=${outbox.length} [${seen}]`
    }
    case 'stepped':
      return `desk     ${entry.who} ${entry.input.type} → ${entry.state.kind}${entry.state.kind === 'ended' ? ` ${entry.state.code}` : ''}`
    case 'answered':
      return `heard    ${entry.who} ${entry.name} ${entry.refusal === null ? 'ok' : entry.refusal === 'unknown' ? 'unknown' : entry.refusal.code}`
    case 'server':
      return `server   ${entry.node} ${entry.what} ${entry.detail}`
    case 'typed':
      return `typed    ${entry.userId} “${entry.text}” over ${entry.over}`
    case 'person':
      return `person   ${entry.who} ${entry.does}`
  }
}

/** What a customer's page was answered: `ok`, or the code of the refusal. */
export function codeOf({ status, body }: ChatReply): string {
  if (isOk({ status, body })) return 'ok'
  return typeof body === 'object' && body !== null && 'code' in body ? String(body.code) : String(status)
}

/** Whether a customer's page got what it asked for. */
export function isOk({ status }: ChatReply): boolean {
  return status < 400
}

function short(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 160 ? `${text.slice(0, 157)}…` : text
}

/** Which kind of client came back, and whether it brought something. */
function nameKind({ name, facts, body }: SimRequest): string {
  if (name === 'signIn') return body.application === undefined ? '' : ', beside the desk'
  if (name !== 'resume') return ''
  const client = facts.sameOrigin ? (facts.subId === '' ? '' : ', isolated') : ', by token'
  const { note } = (body.snapshot ?? {}) as { note?: unknown }
  return note === undefined ? client : `${client}, with a note`
}

/** What is counted: the name of a happening. */
export function nameEntry(entry: Entry): string {
  switch (entry.kind) {
    case 'committed':
      return entry.event.kind
    case 'served':
      return `${entry.request.name} ${entry.result.ok ? `ok${nameKind(entry.request)}` : entry.result.refusal.code}`
    case 'server':
      return `server ${entry.what} ${entry.what === 'crashed' ? entry.detail : ''}`.trim()
    case 'chatServed':
      return `${entry.call.path} ${codeOf(entry.reply)}`
    case 'chatSent':
      return `widget ${entry.frame.type}`
    case 'shown':
      return `page ${entry.view.presence.kind}`
    case 'stepped':
      return `desk ${entry.state.kind}`
    case 'answered':
      return entry.refusal === 'unknown' ? `${entry.name} unanswered` : entry.kind
    default:
      return entry.kind
  }
}
