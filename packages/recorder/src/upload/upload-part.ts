import { type FileHandle, open } from 'node:fs/promises'
import type { PartMetadata } from '@hotseat/protocol'
import { DetailedError, type FileSource, type HttpRequest, Upload } from 'tus-js-client'
import { isRecord } from '../is-record.ts'
import type { Clock } from '../ports.ts'
import { Refused } from './server-door.ts'

/** What a cut of the line costs at most (spec UPL1). */
export const chunkBytes = 1024 * 1024
/** A line on which nothing moves for so long is dead. */
const stallMs = 60_000

export type PartUpload = {
  readonly server: string
  readonly token: string
  readonly path: string
  readonly metadata: PartMetadata
  /** Where it goes on. */
  readonly uploadUrl: string | null
  /** It goes on there from now on. */
  readonly onUrl: (url: string) => void
  /** The server has a chunk more. */
  readonly onChunk: () => void
  readonly clock: Pick<Clock, 'after'>
  readonly signal: AbortSignal
}

/** Sends one part by tus 1.0, in chunks read from the file. Rejects with `Refused`, or with what kept it from an answer. */
export async function uploadPart(part: PartUpload): Promise<void> {
  const file = await open(part.path, 'r')
  try {
    const { size } = await file.stat()
    await send(part, sourceOf(file, size))
  } finally {
    await file.close()
  }
}

function send(
  { server, token, metadata, uploadUrl, onUrl, onChunk, clock, signal }: PartUpload,
  source: FileSource,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let cancelStall: () => void = () => undefined
    const moved = () => {
      cancelStall()
      cancelStall = clock.after(stallMs, () => giveUp(new Error('nothing moved for a minute')))
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
      uploadUrl,
      metadata: { ...metadata },
      chunkSize: chunkBytes,
      // Its own tries and its own memory of where it was would be a second one beside the spool's.
      retryDelays: null,
      storeFingerprintForResuming: false,
      headers: { authorization: `Bearer ${token}` },
      // The server says where an upload goes on; it is never another server (S-42).
      onBeforeRequest: (request: HttpRequest) => {
        if (new URL(request.getURL()).origin !== server) throw new Error('the server sends the upload elsewhere')
        moved()
      },
      onProgress: moved,
      onChunkComplete: onChunk,
      onUploadUrlAvailable: () => {
        if (upload.url !== null && !signal.aborted) onUrl(upload.url)
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
      const { bytesRead } = await file.read(value, 0, value.length, start)
      if (bytesRead < value.length) throw new Error('the part is shorter than it was')
      return { value: Object.assign(value, { size: value.length }), done: end >= size }
    },
    close: () => undefined,
  }
}

function refusalOf(error: Error | DetailedError): Error {
  if (!(error instanceof DetailedError) || !error.originalResponse) return error
  return new Refused(error.originalResponse.getStatus(), codeOf(error.originalResponse.getBody()))
}

function codeOf(body: string): string {
  try {
    const value: unknown = JSON.parse(body)
    return isRecord(value) && typeof value.code === 'string' ? value.code : ''
  } catch {
    return ''
  }
}
