import type { Refusal } from '@hotseat/core'
import type { FastifyReply } from 'fastify'
import { refuseAsGenesys, statusCodes, statusOf } from './errors.ts'

/** What became of an operation on each channel, in the order asked for: a refusal, or null when it went well. */
export type ChannelOutcomes = ReadonlyMap<string, Refusal | null>

/** All well: 0. Some: 7, and which. None: the status of the first, as of a call that failed (spec GW23). */
export function answerOutcomes(reply: FastifyReply, outcomes: ChannelOutcomes): unknown {
  const failures = [...outcomes].flatMap(([channel, refusal]) => (refusal === null ? [] : [{ channel, refusal }]))
  const [first] = failures
  if (first === undefined) return { statusCode: statusCodes.ok }
  if (failures.length === outcomes.size) return refuseAsGenesys(reply, first.refusal, [])
  const failed = failures.map(({ channel, refusal }) => {
    const { statusCode, statusMessage } = statusOf(refusal)
    return { statusCode, statusMessage, channel }
  })
  const well = [...outcomes].filter(([, refusal]) => refusal === null)
  const succeeded = well.map(([channel]) => ({ statusCode: statusCodes.ok, channel }))
  return { statusCode: statusCodes.partialSuccess, statusMessage: 'Partial success', failed, succeeded }
}
