import { Readable } from 'node:stream'
import { S3Store } from '@tus/s3-store'
import type { MediaRange, MediaStore } from './media-store.ts'

/** An S3-compatible bucket. Without keys those of the environment or of the machine's role count, as usual for S3. */
export type Bucket = {
  readonly bucket: string
  /** In front of every key; no slash at its ends. */
  readonly prefix: string
  readonly endpoint: string | null
  readonly region: string
  readonly keys: { readonly id: string; readonly secret: string } | null
}

/** So long a bucket may take to be there, and to say something; one that does neither is away, and nobody waits for it for ever. */
const bucketPatience = { connectionTimeout: 5_000, socketTimeout: 60_000 }

/** Parts as objects of a bucket. */
export function createBucketMediaStore(
  { bucket, prefix, endpoint, region, keys }: Bucket,
  patience: typeof bucketPatience = bucketPatience,
): MediaStore {
  const uploads = new BucketUploads({
    s3ClientConfig: {
      ...{ bucket, region, maxAttempts: 3, requestHandler: patience },
      // Buckets other than Amazon's know neither names of hosts nor the newer checksums.
      ...(endpoint !== null && { endpoint, forcePathStyle: true }),
      ...(keys && { credentials: { accessKeyId: keys.id, secretAccessKey: keys.secret } }),
      requestChecksumCalculation: 'WHEN_REQUIRED',
      responseChecksumValidation: 'WHEN_REQUIRED',
    },
  })
  const uploadId = (mediaKey: string) => (prefix === '' ? mediaKey : `${prefix}/${mediaKey}`)
  return {
    uploads,
    uploadId,
    read: (mediaKey, range) => uploads.readRange(uploadId(mediaKey), range),
    // A bucket has what it said it has.
    settle: async () => undefined,
    remove: (mediaKey) => uploads.removeAll(uploadId(mediaKey)),
    close: () => uploads.close(),
  }
}

/** What tus has no call for, by the client that it has. */
class BucketUploads extends S3Store {
  async readRange(id: string, { from, to }: MediaRange = { from: 0 }): Promise<Readable | null> {
    // Of an object without a byte no range can be read.
    const wanted = from === 0 && to === undefined ? {} : { Range: `bytes=${from}-${to === undefined ? '' : to - 1}` }
    const object = await this.client.getObject({ Bucket: this.bucket, Key: id, ...wanted }).catch(nullWhenMissing)
    return object?.Body instanceof Readable ? object.Body : null
  }

  /** Unlike `remove` it does not mind what is finished, or removed by half. */
  async removeAll(id: string): Promise<void> {
    const known = await this.getMetadata(id).catch(nullWhenMissing)
    if (known) {
      const upload = { Bucket: this.bucket, Key: id, UploadId: known['upload-id'] }
      await this.client.abortMultipartUpload(upload).catch(nullWhenMissing)
    }
    // What the upload was goes last: a crash in between can be made up for.
    for (const Key of [this.partKey(id, true), id, this.infoKey(id)]) await this.client.deleteObject({ Bucket: this.bucket, Key })
    await this.clearCache(id)
  }

  close(): void {
    this.client.destroy()
  }
}

const missing: readonly string[] = ['NoSuchKey', 'NoSuchUpload', 'NotFound']

function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && missing.includes(error.name)) return null
  throw error
}
