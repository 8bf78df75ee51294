import type { Refusal, Result } from '@hotseat/core'
import { Refused } from '../../http/problem.ts'
import type { Admitted } from './admit.ts'
import type { ChannelOutcomes } from './channel-outcomes.ts'
import type { GenesysParts } from './desk-lists.ts'
import { type AgentFacts, voice } from './encode-agent.ts'
import { findDefaultPlace, findPlace, type Seat, seatAt } from './places.ts'
import { readFacts } from './read-facts.ts'

/** What a client asks to start. */
export type StartWish = { readonly channels: readonly string[]; readonly place: string | null }

/** Starts channels, voice at a place: what can be started is, in one move of the seat (spec GW20–GW23, GW30–GW33). */
export async function startSession(parts: GenesysParts, who: Admitted, wish: StartWish): Promise<ChannelOutcomes> {
  const facts = await readFacts(parts, who)
  if (facts.agent === null) throw new Refused({ code: 'agent.notAgent' })
  const known = facts.desk.media.map(({ id }) => id)
  const outcomes = new Map<string, Refusal | null>()
  for (const channel of wish.channels) outcomes.set(channel, known.includes(channel) ? null : { code: 'object.unknown' })
  const isSeated = begun(facts).includes(voice)
  const moves = outcomes.get(voice) === null && (wish.place !== null || !isSeated)
  const seat = moves ? chooseSeat(facts, wish.place) : null
  if (seat?.ok === false) outcomes.set(voice, seat.refusal)

  const toStart = [...outcomes].flatMap(([channel, refusal]) => (refusal === null ? [channel] : []))
  if (toStart.length === 0) return outcomes
  const moved = await move(parts, who, [...begun(facts), ...toStart], seat?.ok ? seat.value : {})
  if (moved === null) return outcomes
  for (const channel of toStart) outcomes.set(channel, moved)
  // A seat that is gone by now concerns voice only.
  const others = toStart.filter((channel) => channel !== voice)
  if (!isSeatFault(moved) || others.length === 0) return outcomes
  const retried = await move(parts, who, [...begun(facts), ...others], {})
  for (const channel of others) outcomes.set(channel, retried)
  return outcomes
}

function chooseSeat({ desk, number }: AgentFacts, name: string | null): Result<Seat> {
  return seatAt(name === null ? findDefaultPlace(desk.places, number) : findPlace(desk.places, name))
}

/** What goes on as it is: a start ends no other channel. */
function begun({ agent }: AgentFacts): readonly string[] {
  return agent?.states.filter(({ state }) => state !== 'LOGOUT').map(({ medium }) => medium) ?? []
}

async function move(
  { perform }: GenesysParts,
  { caller, facts }: Admitted,
  media: readonly string[],
  seat: Partial<Seat>,
): Promise<Refusal | null> {
  const moved = await perform('setSeat', caller, { body: { media: [...new Set(media)], ...seat } }, facts)
  return moved.ok ? null : moved.refusal
}

function isSeatFault({ field }: Refusal): boolean {
  return field === 'place' || field === 'extension'
}
