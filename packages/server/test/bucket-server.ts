import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'
import type { Bucket } from '../src/recording/media/bucket-media-store.ts'

/** An S3 server on this machine, with a bucket that is empty. */
export type BucketServer = {
  readonly bucket: Bucket
  /** The folder that all of it lies in. */
  readonly folder: string
  close(): Promise<void>
}

/** s3rver, and in front of it the two calls of multipart uploads that it has not: what has come, and to give it up. */
export async function startBucketServer(prefix = 'some/prefix'): Promise<BucketServer> {
  const folder = await mkdtemp(join(tmpdir(), 'hotseat-bucket-'))
  const s3 = new S3rver({ silent: true, directory: folder, vhostBuckets: false, configureBuckets: [{ name: 'recordings' }] })
  await s3.configureBuckets()
  const rest = s3.callback()
  const server = createServer((request, response) => {
    const uploadId = new URL(request.url ?? '', 'http://s3').searchParams.get('uploadId')
    const parts = join(folder, 'recordings', '._S3rver_uploads', uploadId ?? '')
    if (uploadId !== null && request.method === 'GET') void listParts(parts, response)
    else if (uploadId !== null && request.method === 'DELETE')
      void rm(parts, { recursive: true, force: true }).then(() => response.writeHead(204).end())
    else rest(request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    folder,
    bucket: {
      ...{ bucket: 'recordings', prefix, endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1' },
      keys: { id: 'S3RVER', secret: 'S3RVER' },
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function listParts(folder: string, response: ServerResponse): Promise<void> {
  const names = await readdir(folder).catch(() => null)
  response.setHeader('content-type', 'application/xml')
  if (names === null) {
    response.writeHead(404).end('<Error><Code>NoSuchUpload</Code><Message>There is none.</Message></Error>')
    return
  }
  const numbers = names.filter((name) => /^\d+$/.test(name)).toSorted((a, b) => Number(a) - Number(b))
  const parts = numbers.map(async (number) => {
    const { size } = await stat(join(folder, number))
    const md5 = await readFile(join(folder, `${number}.md5`), 'utf8')
    return `<Part><PartNumber>${number}</PartNumber><ETag>"${md5}"</ETag><Size>${size}</Size></Part>`
  })
  response.end(`<ListPartsResult><IsTruncated>false</IsTruncated>${(await Promise.all(parts)).join('')}</ListPartsResult>`)
}
