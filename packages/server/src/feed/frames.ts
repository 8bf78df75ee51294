import type { FeedEvent } from '@hotseat/core'
import { ClientFrame, type ServerFrame } from '@hotseat/protocol'
import { Compile } from 'typebox/compile'

const checker = Compile(ClientFrame)
/** The frame that every client sends all day long, as the SDK writes it: read without building an object. */
const plainPing = /^\{"type":"ping","n":(\d{1,15})(?:,"active":(true|false))?\}$/

/** A frame from a client, or null when it is none. Binary frames are none. */
export function parseClientFrame(text: string): ClientFrame | null {
  const ping = plainPing.exec(text)
  if (ping !== null) return { type: 'ping', n: Number(ping[1]), ...(ping[2] === undefined ? {} : { active: ping[2] === 'true' }) }
  try {
    const frame: unknown = JSON.parse(text)
    return checker.Check(frame) ? frame : null
  } catch {
    return null
  }
}

export function encodeFrame(frame: ServerFrame): string {
  return JSON.stringify(frame)
}

/** The answer to a ping, without a detour over an object. */
export function encodePong(n: number, offset: number): string {
  return `{"type":"pong","n":${n},"offset":${offset}}`
}

/** The customer of one of an agent's conversations is typing. */
export function encodeTyping({ conversationId }: { readonly conversationId: string }): string {
  return encodeFrame({ type: 'typing', conversationId })
}

export function encodeEvent(event: FeedEvent): string {
  return encodeFrame({ type: 'event', ...event })
}
