import type { MyRecordingDocument } from '@hotseat/protocol'
import type { Tone } from '../app/states.ts'
import type { LinkState } from './recorder-link.ts'

/** What the bar shows of the recorder, in one word. */
export type Look = Exclude<LinkState['kind'], 'unwanted' | 'signedIn'> | 'ready' | 'starting' | 'recording' | 'paused'

export const toneOfLook: Readonly<Record<Look, Tone | 'danger'>> = {
  ...{ asking: 'hold', prompt: 'notReady', denied: 'notReady', absent: 'out', refused: 'notReady', noServer: 'notReady' },
  ...{ lost: 'notReady', wrongPerson: 'notReady', ready: 'ready', starting: 'danger', recording: 'danger', paused: 'notReady' },
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
  if (link.kind === 'signedIn') return recording === null ? 'ready' : 'starting'
  return link.kind === 'unwanted' ? null : link.kind
}
