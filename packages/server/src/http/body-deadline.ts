import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Clock } from '../ports.ts'
import { answerRaw } from './raw-answer.ts'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may take as long as it likes, as long as something comes. */
    keepsComing?: true
  }
}

/** A client that sends its body slower than this is cut off (S-20). */
const bodyMs = 30_000

/**
 * Bounds how long a body may take. Node's own bound knows no request that may take longer, and the part of a recording can be hours on a slow line.
 * Whoever sends one must send something in the same time.
 */
export function registerBodyDeadline(app: FastifyInstance, clock: Pick<Clock, 'after'>, secure: boolean): void {
  app.addHook('onRequest', async (request, reply) => {
    if (hasBody(request)) watch(request, reply, clock, secure)
  })
}

function hasBody({ headers, raw }: FastifyRequest): boolean {
  return !raw.complete && (headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0)
}

function watch({ raw, routeOptions }: FastifyRequest, reply: FastifyReply, clock: Pick<Clock, 'after'>, secure: boolean): void {
  const { socket } = raw
  let cancel: () => void = () => undefined
  const wait = (seen: number) => {
    cancel = clock.after(bodyMs, () => {
      if (raw.complete || socket.destroyed) return
      // What comes after an answer, a refusal at the door, say, is of no use to anybody.
      const mayGoOn = routeOptions.config?.keepsComing === true && !reply.raw.writableEnded
      if (mayGoOn && socket.bytesRead > seen) return wait(socket.bytesRead)
      answerRaw(socket, { code: 'request.malformed' }, secure)
      socket.destroySoon()
    })
  }
  wait(socket.bytesRead)
  for (const over of ['end', 'close']) raw.once(over, () => cancel())
}
