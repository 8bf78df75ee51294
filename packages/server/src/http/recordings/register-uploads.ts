import type { Refusal } from '@hotseat/core'
import { MemoryLocker, Server, type ServerOptions, type Upload } from '@tus/server'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Deps } from '../../deps.ts'
import { createArrivals } from '../../recording/media/arrivals.ts'
import type { MediaStore } from '../../recording/media/media-store.ts'
import { createPartUploads, nullWhenGone, type PartKey } from '../../recording/media/part-uploads.ts'
import type { RecorderTokens, TokenRecorder } from '../../recording/recorder-token.ts'
import type { WrappingKey } from '../../recording/wrapping-key.ts'
import type { RecordingUploadRow } from '../../store/tables.ts'
import { refusalOf } from '../error-handler.ts'
import { problemOf, Refused, sendProblem } from '../problem.ts'
import { readAnnouncement } from './read-announcement.ts'
import { uploadsPath } from './uploads-path.ts'

/** So long whoever holds an upload, by a connection that is dead, say, may take to let it go; tus itself takes three seconds for it. */
const lockMs = 10_000

/** What uploads take. */
export type UploadDeps = {
  readonly deps: Pick<Deps, 'store' | 'clock' | 'random'>
  readonly media: MediaStore
  readonly tokens: Pick<RecorderTokens, 'find'>
  readonly wrappingKey: Pick<WrappingKey, 'unwrap'>
}
/** What our door found out about a request that tus is to serve. */
type Passed = { readonly tenantId: string; readonly upload: RecordingUploadRow }

/**
 * Uploads of parts by tus 1.0 (spec RC30, RC34). Our own door is in front of it: who the recorder is, what it may send, and which upload an
 * address means. tus then moves the bytes. Nothing says of a part that all is here before it is checked and on record.
 */
export function registerUploads(app: FastifyInstance, { deps, media, tokens, wrappingKey }: UploadDeps): void {
  const uploads = createPartUploads(deps, media)
  const arrivals = createArrivals({ deps, media, wrappingKey })
  const locker = new MemoryLocker({ acquireLockTimeout: lockMs })
  const passed = new WeakMap<object, Passed>()
  const passOf = (request: {
    readonly runtime?: { readonly node?: { readonly req: object } | undefined } | undefined
  }): Passed => {
    const found = request.runtime?.node && passed.get(request.runtime.node.req)
    if (!found) throw new Error('an upload passed no door')
    return found
  }
  async function arrive(tenantId: string, upload: RecordingUploadRow): Promise<Refusal | null> {
    const refusal = await arrivals.arrive(tenantId, upload)
    // Something is wrong with a recorder, a disk or a key: an operator wants to see it.
    if (refusal !== null) app.log.warn({ outcome: refusal.code, detail: refusal.detail }, 'part refused')
    return refusal
  }

  let served: ProblemServer | null = null
  // A server that never records makes no folder.
  const tus = () => {
    served ??= new ProblemServer({ datastore: media.uploads, ...settings })
    return served
  }
  const settings: ServerOptions = {
    ...{ path: uploadsPath, locker, allowedOrigins: [] },
    namingFunction: (request) => media.uploadId(passOf(request).upload.mediaKey),
    getFileIdFromRequest: (request) => media.uploadId(passOf(request).upload.mediaKey),
    generateUrl: (request) => addressOf(passOf(request).upload),
    async onUploadFinish(request) {
      const { tenantId, upload } = passOf(request)
      const refusal = await arrive(tenantId, upload)
      if (refusal !== null) throw tusErrorOf(refusal)
      return {}
    },
    // Its own faults have a status; what else goes wrong is ours, and says nothing of us (S-73).
    onResponseError(_request, error) {
      if (!(error instanceof Error)) return undefined
      const refusal = refusalOf(error)
      if (refusal.code === 'server.internal') app.log.error({ err: error, operation: uploadsPath }, 'request failed')
      return tusErrorOf(refusal)
    },
  }

  /** Lets tus answer, with our headers. */
  async function pass(request: FastifyRequest, reply: FastifyReply, found: Passed): Promise<void> {
    passed.set(request.raw, found)
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
    await tus().handle(request.raw, reply.raw)
  }

  async function create(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const recorder = recorderOf(request, tokens)
    const part = readAnnouncement(request.headers)
    const announced = await uploads.announce(recorder, part)
    if (!announced.ok) throw new Refused(announced.refusal)
    const known = announced.value
    if ('upload' in known && known.isNew) return pass(request, reply, { tenantId: recorder.tenantId, upload: known.upload })
    const offset = 'upload' in known ? (await stateOf(known.upload)).offset : known.arrivedBytes
    return reply
      .code(201)
      .headers({ location: addressOf(part), 'upload-offset': offset })
      .send()
  }

  /** How far an upload is; whoever still holds it lets it go for this. */
  async function stateOf({ mediaKey }: RecordingUploadRow): Promise<Upload> {
    const id = media.uploadId(mediaKey)
    const lock = locker.newLock(id)
    await lock
      .lock(new AbortController().signal, () => undefined)
      .catch(() => {
        throw new Refused({ code: 'overload.server' })
      })
    try {
      const upload = await media.uploads.getUpload(id).catch(nullWhenGone)
      if (upload === null) throw new Refused({ code: 'object.unknown' })
      return upload
    } finally {
      await lock.unlock()
    }
  }

  /** How far it is; one that is whole is here only when it was found genuine, so this makes up for a crash before that. */
  async function tell(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const recorder = recorderOf(request, tokens)
    const known = await uploads.find(recorder, keyOf(request))
    if (!known) throw new Refused({ code: 'object.unknown' })
    if ('arrivedBytes' in known) return sendState(reply, known.arrivedBytes, known.arrivedBytes)
    await uploads.touch(recorder, known.upload)
    const { offset } = await stateOf(known.upload)
    const { bytes } = known.upload
    const refusal = offset === bytes ? await arrive(recorder.tenantId, known.upload) : null
    if (refusal !== null) throw new Refused(refusal)
    return sendState(reply, offset, bytes)
  }

  async function goOn(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const recorder = recorderOf(request, tokens)
    const known = await uploads.find(recorder, keyOf(request))
    if (!known) throw new Refused({ code: 'object.unknown' })
    // As tus has it for an offset that is not the one: the recorder asks how far it is.
    if ('arrivedBytes' in known) throw new Refused({ code: 'object.changed' })
    await uploads.touch(recorder, known.upload)
    return pass(request, reply, { tenantId: recorder.tenantId, upload: known.upload })
  }

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // The bytes are for tus to read.
    scope.addContentTypeParser('*', (_request, _body, done) => done(null))
    scope.addHook('onRequest', async (_request, reply) => void reply.header('tus-resumable', '1.0.0'))
    const hidden = { schema: { hide: true }, config: { keepsComing: true } } as const
    // In `onRequest`: a stranger's bytes cost nothing.
    const onRequest = async (request: FastifyRequest) => void recorderOf(request, tokens)
    scope.route({ method: 'POST', url: uploadsPath, ...hidden, onRequest, handler: create })
    scope.route({ method: 'HEAD', url: `${uploadsPath}/:id`, ...hidden, onRequest, handler: tell })
    scope.route({ method: 'PATCH', url: `${uploadsPath}/:id`, ...hidden, onRequest, handler: goOn })
    const refuse = (allow: string) => async (_request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(reply.header('allow', allow), { code: 'request.method' })
    const others = ['GET', 'PUT', 'DELETE', 'OPTIONS']
    for (const [url, method, allow] of [
      [uploadsPath, [...others, 'PATCH'], 'POST'],
      [`${uploadsPath}/:id`, [...others, 'POST'], 'HEAD, PATCH'],
    ] as const)
      scope.route({
        method: [...method],
        url,
        exposeHeadRoute: false,
        schema: { hide: true },
        onRequest: refuse(allow),
        handler: refuse(allow),
      })
  })
}

/** A recorder, by its token. It is no browser: what comes from a page is refused, whatever it carries. */
function recorderOf({ headers }: FastifyRequest, tokens: UploadDeps['tokens']): TokenRecorder {
  if (headers.origin !== undefined || headers['sec-fetch-site'] !== undefined) throw new Refused({ code: 'origin.refused' })
  const [, token] = /^Bearer ([A-Za-z0-9._-]{1,2048})$/i.exec(headers.authorization ?? '') ?? []
  const recorder = token === undefined ? undefined : tokens.find(token)
  if (!recorder) throw new Refused({ code: 'recorder.token' })
  return recorder
}

function addressOf({ recordingId, part }: PartKey): string {
  return `${uploadsPath}/${encodeURIComponent(recordingId)}.${part}`
}

function keyOf({ params }: FastifyRequest): PartKey {
  const id = typeof params === 'object' && params !== null && 'id' in params ? String(params.id) : ''
  const [, recordingId = '', part = '0'] = /^(.+)\.([1-9]\d{0,4})$/.exec(id) ?? []
  return { recordingId, part: Number(part) }
}

function sendState(reply: FastifyReply, offset: number, bytes: number): FastifyReply {
  return reply.headers({ 'upload-offset': offset, 'upload-length': bytes, 'cache-control': 'no-store' }).send()
}

/** tus has errors of its own form; what we refuse keeps ours as its text. */
function tusErrorOf(refusal: Refusal): { status_code: number; body: string } {
  const problem = problemOf(refusal)
  return { status_code: problem.status, body: JSON.stringify(problem) }
}

/** tus, whose refusals of ours are problem documents. */
class ProblemServer extends Server {
  override write(...[context, headers, status, body]: Parameters<Server['write']>) {
    if (body?.startsWith('{"type":')) headers.set('content-type', 'application/problem+json')
    return super.write(context, headers, status, body)
  }
}
