import { type Result, refused } from '@hotseat/core'
import { Id, RecorderAccessBody, RecorderReportBody } from '@hotseat/protocol'
import type { FastifyRequest } from 'fastify'
import { Compile } from 'typebox/compile'
import type { FloodGate } from '../../http/flood-gate.ts'
import { Refused, sendProblem } from '../../http/problem.ts'
import { calledOrigin } from '../../http/request-facts.ts'
import { grantAccess } from '../../recording/grant-access.ts'
import { createRecorderCallers } from '../../recording/recorder-callers.ts'
import { createRecorderTokens } from '../../recording/recorder-token.ts'
import { reportRecording } from '../../recording/report-recording.ts'
import { createWaitingRoom } from '../../recording/waiting-room.ts'
import type { Adapter, AdapterParts, VendorRoute } from '../adapter.ts'
import { createBodyReader } from '../read-body.ts'

const prefix = '/recorder/v1'
const bearer = /^Bearer (\S{1,2048})$/i

/**
 * The recorders' own door: what they do by their key, whether or not somebody is signed in on them (spec RC15). No page has
 * business here, so what says that it comes from one is refused.
 */
export function createRecorderDoor(parts: AdapterParts & { readonly floodGate: FloodGate }): Adapter {
  const { deps, hub, own, floodGate, onFault } = parts
  const tokens = createRecorderTokens(deps)
  const recorders = createRecorderCallers(deps)
  const room = createWaitingRoom(deps, hub, onFault)
  const readAccess = createBodyReader(RecorderAccessBody)
  const readReport = createBodyReader(RecorderReportBody)
  const ids = Compile(Id)
  let isDraining = false

  const callerOf = async ({ headers, socket }: FastifyRequest) => {
    const recorder = await recorders.find(bearer.exec(headers.authorization ?? '')?.[1] ?? '')
    if (recorder === undefined) throw new Refused({ code: 'recorder.token' })
    // Every machine of a house holds a line here.
    parts.vouch(socket.remoteAddress ?? '')
    return recorder
  }
  const routes: readonly VendorRoute[] = [
    {
      method: 'POST',
      path: `${prefix}/access`,
      async handle(request) {
        const flood = floodGate.enter('recorderSignIn', request.ip)
        if (flood !== null) throw new Refused(flood)
        return take(await grantAccess(deps, tokens, readAccess(request.body), calledOrigin(request.headers.host, own)))
      },
    },
    {
      method: 'POST',
      path: `${prefix}/wait`,
      async handle(request, _body, reply) {
        const recorder = await callerOf(request)
        if (isDraining) throw new Refused({ code: 'server.draining' })
        const ticket = await room.wait(recorder, (leave) => reply.raw.once('close', leave))
        if (ticket === 'full') throw new Refused({ code: 'overload.server', facts: { retryAfterMs: 10_000 } })
        return { ticket }
      },
    },
    {
      method: 'POST',
      path: `${prefix}/recordings/:id`,
      async handle(request) {
        const recorder = await callerOf(request)
        const report = readReport(request.body)
        return take(await reportRecording(deps, recorder, idOf(request.params), report))
      },
    },
  ]

  /** What cannot be an id is nobody's. */
  function idOf(params: unknown): string {
    const id = typeof params === 'object' && params !== null && 'id' in params ? params.id : undefined
    return ids.Check(id) ? id : take(refused('object.unknown'))
  }

  return {
    name: 'recorder',
    prefix,
    routes,
    refuse: sendProblem,
    onRequest({ headers }) {
      if (headers.origin !== undefined) throw new Refused({ code: 'origin.refused' })
    },
    async drain() {
      isDraining = true
      room.close()
    },
    close: room.close,
  }
}

/** What went well; throws the refusal. */
function take<T>(result: Result<T>): T {
  if (!result.ok) throw new Refused(result.refusal)
  return result.value
}
