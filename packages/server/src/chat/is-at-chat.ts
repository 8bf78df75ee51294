import type { Agent } from '@hotseat/core'
import { chatMedium } from './chat-medium.ts'

/** Whether the agent is at work on the chat, ready or not. */
export function isAtChat({ sessionId, lost, states }: Agent): boolean {
  const status = states.find(({ medium }) => medium === chatMedium)
  return sessionId !== null && lost === null && status !== undefined && status.state !== 'LOGOUT'
}
