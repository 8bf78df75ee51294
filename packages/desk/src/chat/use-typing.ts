import { useEffect, useReducer, useRef } from 'react'
import { useHotseat, useHotseatEvent } from '../app/hotseat-context.tsx'
import { serverNow } from '../app/server-clock.ts'

/** How long the customer counts as typing after the last sign of it, and how often the agent's typing is told, in ms. */
const typingMs = 5_000
const tellEveryMs = 3_000

type Until = ReadonlyMap<string, number>
type Input =
  | { readonly type: 'spoke'; readonly id: string }
  | { readonly type: 'heard'; readonly id: string; readonly now: number }
  | { readonly type: 'passed'; readonly now: number }

function onInput(until: Until, input: Input): Until {
  if (input.type === 'heard') return new Map([...until, [input.id, input.now + typingMs]])
  const isLeft = ([id, at]: readonly [string, number]) => (input.type === 'spoke' ? id !== input.id : at > input.now)
  const left = [...until].filter(isLeft)
  return left.length === until.size ? until : new Map(left)
}

/** The conversations whose customer is typing. */
export function useCustomersTyping(): ReadonlySet<string> {
  const [until, give] = useReducer(onInput, new Map())
  useHotseatEvent('typing', ({ conversationId }) => give({ type: 'heard', id: conversationId, now: serverNow() }))
  // Who has said it types no more.
  useHotseatEvent('event', (event) => {
    if (event.kind === 'message.sent' && event.data.from === 'customer') give({ type: 'spoke', id: event.data.conversationId })
  })
  useEffect(() => {
    if (until.size === 0) return
    const timer = setTimeout(
      () => give({ type: 'passed', now: serverNow() }),
      Math.max(0, Math.min(...until.values()) - serverNow()) + 20,
    )
    return () => clearTimeout(timer)
  }, [until])
  return new Set(until.keys())
}

/** Tells the customer that I am typing, every few seconds while I do. A failure is nobody's business. */
export function useTellTyping(conversationId: string): () => void {
  const hotseat = useHotseat()
  const toldAt = useRef(0)
  return () => {
    const now = serverNow()
    if (now - toldAt.current < tellEveryMs || hotseat.status.kind !== 'connected') return
    toldAt.current = now
    hotseat.call('typeInConversation', { params: { id: conversationId } }).catch(() => undefined)
  }
}
