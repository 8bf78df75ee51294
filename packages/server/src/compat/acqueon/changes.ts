import type { Actor } from '@hotseat/core'
import { showAgentState, showMedia } from './agent-messages.ts'
import { showCalls } from './call-messages.ts'
import type { DeskFacts } from './desk-facts.ts'
import { type BusEvent, eventOf } from './envelope.ts'

/** What a client was last told about a person, as text to compare with. */
export type Told = Readonly<Record<'state' | 'media' | 'calls' | 'nonVoice' | 'campaigns', string>>

/** What a client is told by the facts. Who changed the state is no part of it. */
export function toldBy(facts: DeskFacts): Told {
  return {
    state: JSON.stringify(showAgentState(facts, 'system')),
    media: JSON.stringify(showMedia(facts)),
    calls: JSON.stringify(showCalls(facts, false)),
    nonVoice: JSON.stringify(showCalls(facts, true)),
    campaigns: JSON.stringify(facts.agent?.campaigns ?? []),
  }
}

/** The events that take a client from what it was told to how it is now (spec AQ20, AQ21). */
export function changeEvents(before: Told, now: Told, facts: DeskFacts, by: Actor['kind']): readonly BusEvent[] {
  return [
    ...(before.state === now.state ? [] : [eventOf('Agent/SetAgentState', showAgentState(facts, by))]),
    ...(before.media === now.media ? [] : [eventOf('Media/GetMedia', showMedia(facts))]),
    ...(before.calls === now.calls ? [] : [eventOf('Call/CallsStateChange', showCalls(facts, false))]),
    ...(before.nonVoice === now.nonVoice ? [] : [eventOf('Call/CallsStateChange', showCalls(facts, true))]),
  ]
}
