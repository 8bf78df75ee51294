import { isRecord } from '../is-record.ts'

/** What a server answered instead of what was asked for. */
export class Refused extends Error {
  readonly status: number
  /** Our server's code; '' when the answer is none of its problem documents: then it may be anybody's on the way. */
  readonly code: string
  constructor(status: number, code: string) {
    super(`The server answered ${status} ${code}.`)
    this.name = 'Refused'
    this.status = status
    this.code = code
  }
}

/** Nobody answered. */
export class Unanswered extends Error {
  constructor(cause: unknown) {
    super(`Nobody answered: ${cause instanceof Error ? cause.message : 'unknown'}`, { cause })
    this.name = 'Unanswered'
  }
}

/** What an answer refuses; `body`: as it was read. */
export function refusedBy(status: number, body: unknown): Refused {
  const isOurs =
    isRecord(body) && typeof body.code === 'string' && body.type === `urn:hotseat:problem:${body.code}` && body.status === status
  return new Refused(status, isOurs ? String(body.code) : '')
}
