import type { Refusal } from '@hotseat/core'
import { MemoryLocker, Server, type ServerOptions } from '@tus/server'
import type { FastifyBaseLogger, FastifyReply, FastifyRequest } from 'fastify'
import type { MediaStore } from '../../recording/media/media-store.ts'
import { nullWhenGone, type PartKey } from '../../recording/media/part-uploads.ts'
import type { RecordingUploadRow } from '../../store/tables.ts'
import { refusalOf } from '../error-handler.ts'
import { problemOf, Refused } from '../problem.ts'
import { uploadsPath } from './uploads-path.ts'

/** What the door found out about a request. */
export type Passed = { readonly tenantId: string; readonly upload: RecordingUploadRow }
/** The request as tus has it; Node's own is in it. */
type TusRequest = { readonly runtime?: { readonly node?: { readonly req: object } | undefined } | undefined }

/** Moves bytes by tus 1.0, for requests that passed our door. */
export interface PartServer {
  /** Answers a POST or a PATCH. */
  serve(request: FastifyRequest, reply: FastifyReply, found: Passed): Promise<void>
  /** How many bytes of an upload are here; whoever still holds it lets it go for this. Refuses with `object.unknown`. */
  offsetOf(upload: RecordingUploadRow): Promise<number>
}
type PartServerParts = {
  readonly media: MediaStore
  readonly log: Pick<FastifyBaseLogger, 'error'>
  /** What to do with a part of which every byte is here. */
  readonly arrive: (found: Passed) => Promise<Refusal | null>
}

/** So long whoever holds an upload, by a connection that is dead, say, may take to let it go; tus itself takes three seconds for it. */
const lockMs = 10_000

export function createPartServer({ media, log, arrive }: PartServerParts): PartServer {
  const passed = new WeakMap<object, Passed>()
  const passOf = (request: TusRequest): Passed => {
    const found = request.runtime?.node && passed.get(request.runtime.node.req)
    if (!found) throw new Error('an upload passed no door')
    return found
  }
  const idOf = (request: TusRequest) => media.uploadId(passOf(request).upload.mediaKey)
  const locker = new MemoryLocker({ acquireLockTimeout: lockMs })
  const settings: ServerOptions = {
    ...{ path: uploadsPath, locker, allowedOrigins: [], namingFunction: idOf, getFileIdFromRequest: idOf },
    generateUrl: (request) => addressOfPart(passOf(request).upload),
    async onUploadFinish(request) {
      const refusal = await arrive(passOf(request))
      if (refusal !== null) throw tusErrorOf(refusal)
      return {}
    },
    // Its own faults have a status; what else goes wrong is ours, and says nothing of us (S-73).
    onResponseError(_request, error) {
      if (!(error instanceof Error)) {
        if (error.status_code < 500 || isProblem(error.body)) return undefined
        // A disk that is full, or a bucket: tus says no more of it than that.
        log.error({ said: error.body, operation: uploadsPath }, 'the store of recordings cannot be written')
        return tusErrorOf({ code: 'recording.store' })
      }
      const refusal = refusalOf(error)
      if (refusal.code === 'server.internal') log.error({ err: error, operation: uploadsPath }, 'request failed')
      return tusErrorOf(refusal)
    },
  }
  let served: ProblemServer | null = null
  // A server that never records makes no folder.
  const tus = () => {
    served ??= new ProblemServer({ datastore: media.uploads, ...settings })
    return served
  }

  return {
    async serve({ raw }, reply, found) {
      passed.set(raw, found)
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders())) if (value !== undefined) reply.raw.setHeader(name, value)
      await tus().handle(raw, reply.raw)
    },
    async offsetOf({ mediaKey }) {
      const id = media.uploadId(mediaKey)
      const lock = locker.newLock(id)
      await lock
        .lock(new AbortController().signal, () => undefined)
        .catch(() => {
          throw new Refused({ code: 'overload.server' })
        })
      const upload = await media.uploads
        .getUpload(id)
        .catch(nullWhenGone)
        .finally(() => lock.unlock())
      if (upload === null) throw new Refused({ code: 'object.unknown' })
      return upload.offset
    },
  }
}

/** Where a part is uploaded to. */
export function addressOfPart({ recordingId, part }: PartKey): string {
  return `${uploadsPath}/${encodeURIComponent(recordingId)}.${part}`
}

/** tus has errors of its own form; what we refuse keeps ours as its text. */
function tusErrorOf(refusal: Refusal): { status_code: number; body: string } {
  const problem = problemOf(refusal)
  return { status_code: problem.status, body: JSON.stringify(problem) }
}

function isProblem(body: string | undefined): boolean {
  return body?.startsWith('{"type":') === true
}

/** tus, whose refusals of ours are problem documents. */
class ProblemServer extends Server {
  override write(...[context, headers, status, body]: Parameters<Server['write']>) {
    if (isProblem(body)) headers.set('content-type', 'application/problem+json')
    return super.write(context, headers, status, body)
  }
}
