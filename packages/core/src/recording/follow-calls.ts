import type { Agent, Interaction } from '../agent/agent.ts'
import type { RecordedCall } from './recording.ts'
import { isRecorded, type RecordingWhen } from './recording-when.ts'

/** What an agent's work asks of their recording. */
export type Following =
  | { readonly type: 'ask'; readonly call: RecordedCall }
  | { readonly type: 'addCall'; readonly call: RecordedCall }
  | { readonly type: 'endCall'; readonly interactionId: string }

/** The medium that is recorded. */
const voice = 'voice'

/**
 * What to do for an agent's recording after something happened to them (spec RC3, RC4): it is compared what they talk about with the calls that are
 * marked in the recording that goes on, so that no event is relied on. `going`: the calls of that recording that go on; null when none is wanted.
 */
export function followCalls(
  agent: Agent,
  going: readonly RecordedCall[] | null,
  when: RecordingWhen,
  now: number,
): readonly Following[] {
  const talked = talksOf(agent)
  const marked = going?.filter(({ to }) => to === null) ?? []
  const ended = marked.filter(({ interactionId }) => !talked.some(({ id }) => id === interactionId))
  const begun = talked.filter(({ id }) => !marked.some(({ interactionId }) => interactionId === id))
  // Calls that follow each other in one commit are one recording: what begins is marked before what is over ends.
  const begins = begun.flatMap((interaction): Following[] => {
    if (going !== null) return [{ type: 'addCall', call: callOf(interaction, now) }]
    return isRecorded(when, interaction) ? [{ type: 'ask', call: callOf(interaction, now) }] : []
  })
  return [
    ...begins.slice(0, going === null ? 1 : undefined),
    ...ended.map(({ interactionId }) => ({ type: 'endCall' as const, interactionId })),
  ]
}

/** The calls that an agent is in: answered, not over. */
export function talksOf({ sessionId, states }: Agent): readonly Interaction[] {
  if (sessionId === null) return []
  return states.flatMap(({ medium, interaction }) =>
    medium === voice && interaction !== null && interaction.answeredAt !== null && interaction.endedAt === null
      ? [interaction]
      : [],
  )
}

function callOf({ id, direction, campaign, party, answeredAt }: Interaction, now: number): RecordedCall {
  return { interactionId: id, direction, campaign, party, from: answeredAt ?? now, to: null }
}
