import { Readable } from 'node:stream'
import { operation, strict, Type } from '@hotseat/protocol'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import type { MediaStore } from '../../recording/media/media-store.ts'
import { createPlayablePart, type PlayablePart } from '../../recording/media/playable-part.ts'
import { createTellOnce } from '../../recording/tell-once.ts'
import type { WrappingKey } from '../../recording/wrapping-key.ts'
import type { Caller } from '../../use-case.ts'
import { type AdmissionDeps, admit } from '../admission.ts'
import { Refused, sendProblem } from '../problem.ts'
import { createRequestParser } from '../validation.ts'
import { parseByteRange } from './byte-range.ts'
import { endIdleReader } from './end-idle-reader.ts'
import { whileAllowed } from './while-allowed.ts'

/** What playing takes. */
export type MediaDeps = AdmissionDeps & {
  readonly deps: Pick<Deps, 'store' | 'clock'>
  readonly media: MediaStore
  /** Opens the keys of parts. */
  readonly wrappingKey: Pick<WrappingKey, 'unwrap'>
}

/** Like a row of the operations, but what it answers is no document. */
const row = operation({
  method: 'GET',
  path: '/v1/recordings/:id/media',
  summary: 'Play a part of a recording',
  access: 'recordings.watch',
  params: strict({ id: Type.String() }),
  query: strict({ part: Type.Integer({ minimum: 1 }) }),
  answer: Type.Unknown(),
})

/** Serves the parts of recordings as MP4 files, by ranges (spec RC41). */
export function registerMedia(app: FastifyInstance, parts: MediaDeps): void {
  const { store, clock } = parts.deps
  const parse = createRequestParser(row)
  const tellOnce = createTellOnce(parts.deps)
  const hidden = { schema: { hide: true } }

  async function find(request: FastifyRequest): Promise<{ part: PlayablePart; caller: Caller }> {
    const caller = request.admission?.caller
    if (!caller) throw new Refused({ code: 'server.internal', detail: 'a call passed no door' })
    const { params, query } = parse(request)
    // They were read by the schemas of the row above.
    const { id, part } = { ...(params as { id: string }), ...(query as { part: number }) }
    const tenant = store.tenant(caller.tenantId)
    const key = { recordingId: id, part }
    const [recording, found, indexed] = await Promise.all([
      tenant.get('recordings', { id }),
      tenant.get('recordingParts', key),
      tenant.get('recordingIndexes', key),
    ])
    if (!recording || !found || !indexed || found.durationMs === 0) throw new Refused({ code: 'object.unknown' })
    const owner = { tenant: caller.tenantId, recorder: found.recorderId, recording: id }
    const opened = await parts.wrappingKey.unwrap(found.wrappedKey, owner)
    if (opened === null) throw new Error('the key of a part was wrapped for another server or recording')
    // It is on record before a byte is seen (spec RC42).
    const watched = { kind: 'recording.watched', userId: recording.userId, data: { recordingId: id } } as const
    if (request.method === 'GET') await tellOnce(caller, `watched ${id}`, watched)
    return { part: createPlayablePart(parts.media, found, indexed.index, opened), caller }
  }

  app.route({
    ...{ method: ['GET', 'HEAD'], url: row.path, ...hidden },
    onRequest: async (request) => {
      request.admission = await admit(row, request, parts)
    },
    handler: async (request, reply) => {
      const { part, caller } = await find(request)
      const { range, 'if-range': ifRange } = request.headers
      // A range is for GET alone (RFC 9110, 14.2).
      const wanted = request.method === 'GET' ? parseByteRange({ range, ifRange: single(ifRange) }, part) : 'all'
      reply.headers({ 'accept-ranges': 'bytes', etag: part.entityTag, 'cache-control': 'private, no-store' })
      if (wanted === 'none') return reply.code(416).header('content-range', `bytes */${part.bytes}`).send()
      const { from, to } = wanted === 'all' ? { from: 0, to: part.bytes } : wanted
      if (wanted !== 'all') reply.code(206).header('content-range', `bytes ${from}-${to - 1}/${part.bytes}`)
      reply.type('video/mp4').header('content-length', to - from)
      if (request.method === 'HEAD') return reply.send()
      endIdleReader(reply.raw, clock)
      const pieces = whileAllowed(part.read(from, to), caller, 'recordings.watch', { callers: parts.callers, clock })
      return reply.send(Readable.from(pieces, { objectMode: false }))
    },
  })
  const refuse = async (_request: FastifyRequest, reply: FastifyReply) =>
    sendProblem(reply.header('allow', 'GET, HEAD'), { code: 'request.method' })
  app.route({ method: ['POST', 'PUT', 'DELETE'], url: row.path, ...hidden, onRequest: refuse, handler: refuse })
}

function single(header: string | string[] | undefined): string | undefined {
  return Array.isArray(header) ? header.join() : header
}
