/** What an answer to an upload means for the part: it goes on, it comes from the start, or the server will never take it. */
export type Judgement = 'goOn' | 'newToken' | 'startOver' | 'setAside'

/** What is lasting about a part that a server refuses: a wrong recording, a part that is too long, no permission. */
const lasting = [400, 403, 404, 410, 413, 415]

/** Judges a failed upload by its status, null without an answer, and our server's code (spec UPL1, UPL3). `refusals`: how often it was sent whole. */
export function judgeFailure(status: number | null, code: string, refusals: number): Judgement {
  if (status === null) return 'goOn'
  if (status === 401) return 'newToken'
  if (code === 'recording.over' || lasting.includes(status)) return 'setAside'
  // What arrived is not what was announced: once or twice that is the line, a third time it is the part.
  if (status === 422 || status === 460) return refusals < 2 ? 'startOver' : 'setAside'
  return 'goOn'
}
