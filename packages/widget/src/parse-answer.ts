import type { ChatConfigDocument, ChatSaidDocument, ChatServerFrame, ChatSessionDocument, CustomerState } from '@hotseat/protocol'
import { ChatError, isRecord } from './chat-error.ts'

// The server's own tests hold its answers against the schemas of the protocol; to carry those schemas would double the size of
// the widget. Here it is only made sure that an answer is one of ours, not the page of some proxy.

const strange = () => new ChatError('server.internal', 'Chat gave a strange answer', 502)

export function parseConfig(value: unknown): ChatConfigDocument {
  if (!isRecord(value) || typeof value.name !== 'string') throw strange()
  return value as ChatConfigDocument
}

export function parseSession(value: unknown): ChatSessionDocument {
  if (!isRecord(value) || !isRecord(value.session) || !isState(value.state)) throw strange()
  const { token, expiresAt, now } = value.session
  if (typeof token !== 'string' || typeof expiresAt !== 'number' || typeof now !== 'number') throw strange()
  return value as ChatSessionDocument
}

export function parseState(value: unknown): CustomerState {
  if (!isState(value)) throw strange()
  return value
}

export function parseSaid(value: unknown): ChatSaidDocument {
  if (!isRecord(value) || !isRecord(value.conversation) || !isRecord(value.message)) throw strange()
  return value as ChatSaidDocument
}

const frames = ['hello', 'message', 'conversation', 'typing', 'pong', 'bye']

/** One frame of the feed, or null for what is none: a newer server may say things that this widget does not know. */
export function parseFrame(text: string): ChatServerFrame | null {
  try {
    const frame: unknown = JSON.parse(text)
    if (!isRecord(frame) || typeof frame.type !== 'string' || !frames.includes(frame.type)) return null
    if (frame.type === 'hello' && !isState(frame.state)) return null
    return frame as ChatServerFrame
  } catch {
    return null
  }
}

function isState(value: unknown): value is CustomerState {
  return isRecord(value) && isRecord(value.customer) && isRecord(value.project) && Array.isArray(value.threads)
}
