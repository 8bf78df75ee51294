import type { FeedEvent } from '@hotseat/core'
import type { ServerFrame } from '@hotseat/protocol'
import { isRecord } from './parse-problem.ts'

const types = ['hello', 'event', 'pong', 'gap', 'typing', 'bye']

/** One frame of the feed, or null for what is none: a newer server may say things that this client does not know. */
export function parseServerFrame(text: string): ServerFrame | null {
  try {
    const frame: unknown = JSON.parse(text)
    if (!isRecord(frame) || typeof frame.type !== 'string' || !types.includes(frame.type)) return null
    if (frame.type === 'typing' && typeof frame.conversationId !== 'string') return null
    if (frame.type === 'event' && !isFeedEvent(frame)) return null
    // The parser of the feed: what it lets through is typed here, once.
    return frame as ServerFrame
  } catch {
    return null
  }
}

/** Whether a value has the place, the moment and the kind that every event has. */
export function isFeedEvent(value: unknown): value is FeedEvent {
  return isRecord(value) && Number.isSafeInteger(value.offset) && Number.isSafeInteger(value.at) && typeof value.kind === 'string'
}
