import { createHash } from 'node:crypto'
import { type Agent, type AgentRules, followCalls, isWanted, type RecordedCall, type Recording, talksOf } from '@hotseat/core'
import type { Meta } from '../meta.ts'
import type { Transaction } from '../store/store.ts'
import { askForRecording, commandRecording } from './command-recording.ts'
import { countArrived } from './count-arrived.ts'
import { findNewestRecording } from './find-recording.ts'

/** Absent: no recording is asked for; one that goes on is followed all the same. */
type Rules = AgentRules['recording']

/**
 * Lets an agent's recording follow what they talk about, in the unit of work that changed it (spec RC3, RC4). Nothing is
 * read unless a call was answered or is over; what is looked for is there only where a call went on before.
 */
export async function followRecording(tx: Transaction, before: Agent, agent: Agent, rules: Rules, meta: Meta): Promise<void> {
  const [were, are] = [talksOf(before), talksOf(agent)]
  if (were.length === are.length && were.every(({ id }) => are.some((each) => each.id === id))) return
  const when = rules?.when ?? { kind: 'off' }
  const newest = were.length === 0 ? undefined : await findNewestRecording(tx, agent.userId)
  const wanted = newest && isWanted(newest) ? newest : null
  // One that failed is followed to the end of its calls, too, so that it tells how long they were.
  if (newest?.state === 'failed' && !are.some(({ id }) => isGoingOn(newest, id))) await endCalls(tx, newest, meta)
  let recording = wanted
  for (const step of followCalls(agent, wanted?.calls ?? null, when, meta.at)) {
    if (step.type === 'ask') {
      recording = await askForRecording(tx, newRecording(agent, step.call, rules?.giveUpMs ?? 0, meta.at), meta)
    } else if (recording) {
      const done = await commandRecording(tx, recording, step, meta)
      if (done.ok) recording = done.value
    }
  }
  // Its recorder may have ended before the calls did (spec CAP4).
  if (recording?.state === 'stopped') await countArrived(tx, recording.id, meta)
}

function isGoingOn({ calls }: Recording, id: string): boolean {
  return calls.some(({ interactionId, to }) => interactionId === id && to === null)
}

async function endCalls(tx: Transaction, recording: Recording, meta: Meta): Promise<void> {
  let next = recording
  for (const { interactionId } of recording.calls) {
    const ended = await commandRecording(tx, next, { type: 'endCall', interactionId }, meta)
    if (ended.ok) next = ended.value
  }
}

function newRecording({ userId, place }: Agent, call: RecordedCall, giveUpMs: number, now: number): Recording {
  return {
    // Named by what it is about: a unit of work that is run again asks for the same one.
    id: createHash('sha256')
      .update(JSON.stringify([userId, call.interactionId, now]))
      .digest('base64url')
      .slice(0, 22),
    userId,
    place,
    state: 'asked',
    askedAt: now,
    giveUpAt: now + giveUpMs,
    startedAt: null,
    stoppedAt: null,
    calls: [call],
    pauses: [],
    recorderId: null,
    partCount: null,
    failure: null,
  }
}
