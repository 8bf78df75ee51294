import type { MyRecordingDocument } from '@hotseat/protocol'
import type { Tone } from '../app/states.ts'
import type { LinkState } from './recorder-link.ts'

/** Where a recorder that is signed in for this agent stands. */
type OfOurs = 'ready' | 'nearlyFull' | 'starting' | 'recording' | 'paused'
/** What the bar shows of the recorder, in one word. */
export type Look = Exclude<LinkState['kind'], 'unwanted' | 'signedIn'> | OfOurs

export const toneOfLook: Readonly<Record<Look, Tone | 'danger'>> = {
  ...{ asking: 'hold', prompt: 'notReady', denied: 'notReady', absent: 'out', refused: 'notReady', noServer: 'notReady' },
  ...{
    lost: 'notReady',
    wrongPerson: 'notReady',
    ready: 'ready',
    nearlyFull: 'notReady',
    starting: 'danger',
    recording: 'danger',
    paused: 'notReady',
  },
}

/**
 * What an agent sees (spec DKR8): that they are recorded, whoever says so, the server or the recorder; then how the recorder is. Of one that was
 * lost meanwhile nobody knows. Null: nothing is recorded here at all.
 */
export function lookOf(link: LinkState, recording: MyRecordingDocument['recording']): Look | null {
  if (recording?.paused === true) return 'paused'
  if (link.kind === 'lost') return 'lost'
  const captures = link.kind === 'signedIn' ? link.recording : 'no'
  if (recording?.state === 'running' || captures === 'running') return 'recording'
  if (captures === 'paused') return 'paused'
  if (link.kind === 'signedIn') {
    if (recording !== null) return 'starting'
    return link.isNearlyFull ? 'nearlyFull' : 'ready'
  }
  return link.kind === 'unwanted' ? null : link.kind
}
