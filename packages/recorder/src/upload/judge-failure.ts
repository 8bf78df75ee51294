import type { Refused } from './refused.ts'

/** What an answer to an upload means for the part: it comes later, by a new token, from its start, or it is set aside. */
export type Judgement = 'later' | 'newToken' | 'startOver' | 'setAside'

/** What our server says of a part or a report as long as it is what it is. */
const lasting = ['recording.over', 'request.invalid', 'request.tooLarge']
/** What may have come of the line, or of what the server had of the part: not the third time that it is sent whole. */
const doubtful = ['recording.part', 'object.unknown']

/**
 * Judges a refused upload by our server's code alone: any status may come of a proxy on the way, or pass (spec UPL1, UPL3). `refusals`: how often it
 * was sent from its start and refused.
 */
export function judgeFailure({ status, code }: Refused, refusals: number): Judgement {
  if (status === 401) return 'newToken'
  if (lasting.includes(code)) return 'setAside'
  if (doubtful.includes(code)) return refusals < 2 ? 'startOver' : 'setAside'
  return 'later'
}

/** Whether a refused report will be refused as long as the server knows what it knows: the recording is not ours to make. */
export function isLastingForReport({ code }: Refused): boolean {
  return code === 'object.unknown' || lasting.includes(code)
}
