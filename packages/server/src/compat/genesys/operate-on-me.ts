import type { FastifyReply } from 'fastify'
import { Refused } from '../../http/problem.ts'
import { requireAnswer } from '../require-answer.ts'
import type { Admitted } from './admit.ts'
import type { MeOperation } from './bodies.ts'
import { answerOutcomes } from './channel-outcomes.ts'
import type { GenesysParts } from './desk-lists.ts'
import { statusCodes } from './errors.ts'
import { writeSessionCookie } from './session-cookie.ts'
import { requireWantedState, setEveryState } from './set-channel-state.ts'
import { startSession } from './start-session.ts'

/** `POST /me`: starts and ends the contact centre session, or sets the state of every started channel. */
export async function operateOnMe(parts: GenesysParts, who: Admitted, body: MeOperation, reply: FastifyReply): Promise<unknown> {
  const { caller, facts, ownsCookie } = who
  switch (body.operationName) {
    case 'StartContactCenterSession': {
      if (body.channels === undefined)
        throw new Refused({ code: 'request.invalid' }, [{ field: 'channels', message: 'is missing' }])
      return answerOutcomes(reply, await startSession(parts, who, { channels: body.channels, place: body.place || null }))
    }
    case 'EndContactCenterSession': {
      requireAnswer(await parts.perform('signOut', caller, { body: {} }, facts))
      if (!ownsCookie) return { statusCode: statusCodes.ok }
      // A password that came without a cookie has just got one.
      reply.removeHeader('set-cookie')
      reply.header('set-cookie', writeSessionCookie(null, { secure: parts.own.secure, foreign: !facts.sameOrigin }))
      return { statusCode: statusCodes.ok }
    }
    default: {
      const { reasonCodes } = await parts.lists(who)
      const wanted = requireWantedState(body.operationName, body.reasonCode, reasonCodes)
      return answerOutcomes(reply, await setEveryState(parts, who, wanted))
    }
  }
}
