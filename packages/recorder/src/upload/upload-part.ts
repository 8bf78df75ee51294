import { type FileHandle, open } from 'node:fs/promises'
import type { PartMetadata } from '@hotseat/protocol'
import { DetailedError, type FileSource, type HttpRequest, Upload } from 'tus-js-client'
import type { Clock } from '../ports.ts'
import { errorCode } from '../spool/error-code.ts'
import { refusedBy, Unanswered } from './refused.ts'

/** What a cut of the line costs at most (spec UPL1). */
export const chunkBytes = 1024 * 1024
/** A line on which nothing moves for so long is dead. */
const stallMs = 60_000

/** The part is not on the disk as it was written. */
export class PartLost extends Error {
  constructor(what: string) {
    super(`The part is not there as it was written: ${what}.`)
    this.name = 'PartLost'
  }
}

/** Something keeps this part from being sent that is no matter of the line. */
class Hindered extends Error {}

export type PartUpload = {
  readonly server: string
  readonly token: string
  readonly path: string
  readonly bytes: number
  readonly metadata: PartMetadata
  /** Where it goes on, below the server's origin. */
  readonly uploadPath: string | null
  /** It goes on there from now on. */
  readonly onPath: (path: string) => void
  /** The server has a chunk more. */
  readonly onChunk: () => void
  readonly clock: Pick<Clock, 'after'>
  readonly signal: AbortSignal
}

/** Sends one part by tus 1.0, in chunks read from the file. Rejects with `Refused`, `Unanswered`, `PartLost`, or with what hindered it here. */
export async function uploadPart(part: PartUpload): Promise<void> {
  const file = await open(part.path, 'r').catch((error: unknown) => {
    throw errorCode(error) === 'ENOENT' ? new PartLost('there is no file') : error
  })
  try {
    const { size } = await file.stat()
    if (size < part.bytes) throw new PartLost(`${size} bytes of ${part.bytes}`)
    await send(part, sourceOf(file, part.bytes))
  } finally {
    await file.close()
  }
}

function send(part: PartUpload, source: FileSource): Promise<void> {
  const { server, token, metadata, uploadPath, onPath, onChunk, clock, signal } = part
  return new Promise((resolve, reject) => {
    let cancelStall: () => void = () => undefined
    const moved = () => {
      cancelStall()
      cancelStall = clock.after(stallMs, () => giveUp(new Unanswered(new Error('nothing moved for a minute'))))
    }
    const settle = (done: () => void) => {
      cancelStall()
      signal.removeEventListener('abort', onAbort)
      done()
    }
    const giveUp = (error: Error) => {
      upload.abort().catch(() => undefined)
      settle(() => reject(error))
    }
    const onAbort = () => giveUp(new Error('stopped'))
    const upload = new Upload(Buffer.alloc(0), {
      // The part itself: read chunk by chunk, and what goes wrong with the file is an error of this upload, not of the process.
      fileReader: { openFile: async () => source },
      endpoint: `${server}/recorder/v1/uploads`,
      uploadUrl: uploadPath === null ? null : `${server}${uploadPath}`,
      metadata: { ...metadata },
      chunkSize: chunkBytes,
      // Its own tries and its own memory of where it was would be a second one beside the spool's.
      retryDelays: null,
      storeFingerprintForResuming: false,
      headers: { authorization: `Bearer ${token}` },
      // The server says where an upload goes on; it is never another server (S-42).
      onBeforeRequest: (request: HttpRequest) => {
        if (new URL(request.getURL()).origin !== server) throw new Hindered('the server sends the upload elsewhere')
        moved()
      },
      onProgress: moved,
      onChunkComplete: onChunk,
      onUploadUrlAvailable: () => {
        if (upload.url !== null && !signal.aborted) onPath(new URL(upload.url).pathname)
      },
      onSuccess: () => settle(resolve),
      onError: (error) => settle(() => reject(refusalOf(error))),
    })
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) return onAbort()
    moved()
    upload.start()
  })
}

/** A file as tus reads it, one chunk after the other into the same memory (spec UPL2): it asks for the next when the last one is there. */
function sourceOf(file: FileHandle, size: number): FileSource {
  const chunk = Buffer.alloc(Math.min(chunkBytes, size))
  return {
    size,
    async slice(start, end) {
      const value = chunk.subarray(0, Math.max(0, Math.min(end, size) - start))
      const { bytesRead } = await file.read(value, 0, value.length, start).catch((cause: unknown) => {
        throw new Hindered('the part cannot be read', { cause })
      })
      if (bytesRead < value.length) throw new Hindered('the part is shorter than it was')
      return { value: Object.assign(value, { size: value.length }), done: end >= size }
    },
    close: () => undefined,
  }
}

function refusalOf(error: Error | DetailedError): Error {
  if (!(error instanceof DetailedError)) return error
  if (error.originalResponse) return refusedBy(error.originalResponse.getStatus(), parseJson(error.originalResponse.getBody()))
  return error.causingError instanceof Hindered ? error.causingError : new Unanswered(error.causingError)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
