import type { Refusal } from '@hotseat/core'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import type { TenantSettings } from '../../preferences/tenant-settings.ts'
import { createArrivals } from '../../recording/media/arrivals.ts'
import { createMediaRemovals } from '../../recording/media/media-removals.ts'
import type { MediaStore } from '../../recording/media/media-store.ts'
import { createPartUploads, type PartKey } from '../../recording/media/part-uploads.ts'
import type { RecorderCallers } from '../../recording/recorder-callers.ts'
import type { TokenRecorder } from '../../recording/recorder-token.ts'
import type { WrappingKey } from '../../recording/wrapping-key.ts'
import { Refused, sendProblem } from '../problem.ts'
import { addressOfPart, createPartServer, type Passed } from './part-server.ts'
import { readAnnouncement } from './read-announcement.ts'
import { uploadsPath } from './uploads-path.ts'

/** What uploads take. */
export type UploadDeps = {
  readonly deps: Pick<Deps, 'store' | 'clock' | 'random'>
  readonly settings: Pick<TenantSettings, 'preferencesOf'>
  readonly media: MediaStore
  readonly recorders: RecorderCallers
  readonly wrappingKey: Pick<WrappingKey, 'unwrap'>
}

/**
 * Uploads of parts by tus 1.0 (spec RC30, RC34). Our own door is in front of it: who the recorder is, what it may send, and which upload an
 * address means. Nothing says of a part that all is here before it is checked and on record.
 */
export function registerUploads(app: FastifyInstance, { deps, settings, media, recorders, wrappingKey }: UploadDeps): void {
  const removals = createMediaRemovals(deps, media)
  const uploads = createPartUploads({ deps, settings, media, removals })
  const arrivals = createArrivals({ deps, media, removals, wrappingKey })
  const arrive = async ({ tenantId, upload }: Passed): Promise<Refusal | null> => {
    const refusal = await arrivals.arrive(tenantId, upload)
    // Something is wrong with a recorder, a disk or a key: an operator wants to see it.
    if (refusal !== null) app.log.warn({ outcome: refusal.code, detail: refusal.detail }, 'part refused')
    return refusal
  }
  const server = createPartServer({ media, log: app.log, arrive })

  async function create(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const recorder = await recorderOf(request, recorders)
    const part = readAnnouncement(request.headers)
    const announced = await uploads.announce(recorder, part)
    if (!announced.ok) throw new Refused(announced.refusal)
    const known = announced.value
    if ('upload' in known && known.isNew) {
      return server.serve(request, reply, { ...recorder, upload: known.upload })
    }
    const offset = 'upload' in known ? await server.offsetOf(known.upload) : known.arrivedBytes
    return reply.code(201).header('location', addressOfPart(part)).header('upload-offset', offset).send()
  }

  /** The caller's part of the address, which goes on with it. */
  async function find(request: FastifyRequest) {
    const recorder = await recorderOf(request, recorders)
    const known = await uploads.find(recorder, keyOf(request))
    if (!known) throw new Refused({ code: 'object.unknown' })
    if ('upload' in known && !(await uploads.touch(recorder, known.upload))) throw new Refused({ code: 'object.changed' })
    return { ...recorder, ...known }
  }

  /** How far it is; one that is whole is here only when it was found genuine, so this makes up for a crash before that. */
  async function tell(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const found = await find(request)
    if ('arrivedBytes' in found) return sendState(reply, found.arrivedBytes, found.arrivedBytes)
    const { bytes } = found.upload
    const offset = await server.offsetOf(found.upload)
    const refusal = offset === bytes ? await arrive(found) : null
    if (refusal !== null) throw new Refused(refusal)
    return sendState(reply, offset, bytes)
  }

  async function goOn(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const found = await find(request)
    // As tus has it for an offset that is not the one: the recorder asks how far it is.
    if ('arrivedBytes' in found) throw new Refused({ code: 'object.changed' })
    return server.serve(request, reply, found)
  }

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // The bytes are for tus to read.
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    scope.addHook('onRequest', async (_request, reply) => void reply.header('tus-resumable', '1.0.0'))
    const options = { schema: { hide: true }, config: { keepsComing: true }, exposeHeadRoute: false } as const
    const onePart = `${uploadsPath}/:id`
    // In `onRequest`: a stranger's bytes cost nothing.
    const onRequest = async (request: FastifyRequest) => void (await recorderOf(request, recorders))
    scope.route({ ...options, method: 'POST', url: uploadsPath, onRequest, handler: create })
    scope.route({ ...options, method: 'HEAD', url: onePart, onRequest, handler: tell })
    scope.route({ ...options, method: 'PATCH', url: onePart, onRequest, handler: goOn })
    const refuse = (allow: string) => async (_request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply.header('allow', allow), { code: 'request.method' })
    for (const [url, other, allow] of [
      [uploadsPath, 'PATCH', 'POST'],
      [onePart, 'POST', 'HEAD, PATCH'],
    ] as const) {
      const method = ['GET', 'PUT', 'DELETE', 'OPTIONS', other]
      scope.route({ ...options, method, url, onRequest: refuse(allow), handler: refuse(allow) })
    }
  })
}

/** A recorder, by its token. It is no browser: what comes from a page is refused, whatever it carries. */
async function recorderOf({ headers }: FastifyRequest, recorders: RecorderCallers): Promise<TokenRecorder> {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) throw new Refused({ code: 'origin.refused' })
  const [, token] = /^Bearer ([A-Za-z0-9._-]{1,2048})$/i.exec(headers.authorization ?? '') ?? []
  const recorder = token === undefined ? undefined : await recorders.find(token)
  if (!recorder) throw new Refused({ code: 'recorder.token' })
  return recorder
}

function keyOf({ params }: FastifyRequest): PartKey {
  const id = typeof params === 'object' && params !== null && 'id' in params ? String(params.id) : ''
  const [, recordingId = '', part = '0'] = /^(.+)\.([1-9]\d{0,4})$/.exec(id) ?? []
  return { recordingId, part: Number(part) }
}

function sendState(reply: FastifyReply, offset: number, bytes: number): FastifyReply {
  return reply.headers({ 'upload-offset': offset, 'upload-length': bytes, 'cache-control': 'no-store' }).send()
}
