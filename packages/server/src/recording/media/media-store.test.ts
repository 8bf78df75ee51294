import { mkdtemp, open, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { Upload } from '@tus/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startBucketServer } from '../../../test/bucket-server.ts'
import { parseConfig } from '../../config.ts'
import { createMediaStore } from './create-media-store.ts'
import { createFolderMediaStore } from './folder-media-store.ts'
import type { MediaStore } from './media-store.ts'
import { describeMediaStore } from './media-store-contract.ts'

let folder: string
let inFolder: MediaStore
let inBucket: MediaStore
let server: Awaited<ReturnType<typeof startBucketServer>>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hotseat-data-'))
  inFolder = createMediaStore(parseConfig({ HOTSEAT_DATA: folder }))
  server = await startBucketServer()
  const { bucket, prefix, endpoint, keys } = server.bucket
  inBucket = createMediaStore(
    parseConfig({
      HOTSEAT_RECORDINGS: `s3://${bucket}/${prefix}/`,
      HOTSEAT_RECORDINGS_ENDPOINT: endpoint ?? '',
      HOTSEAT_RECORDINGS_KEY_ID: keys?.id,
      HOTSEAT_RECORDINGS_KEY_SECRET: keys?.secret,
    }),
  )
})
afterAll(async () => {
  inBucket.close()
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

describe('in the data folder', () => {
  describeMediaStore(() => inFolder)

  it('[RC43] files are for the server’s own user alone', async () => {
    await inFolder.uploads.create(new Upload({ id: 'demo/private', size: 1, offset: 0 }))
    const modes = ['recordings', 'recordings/demo', 'recordings/demo/private', 'recordings/demo/private.json'].map(async (path) =>
      ((await stat(join(folder, path))).mode & 0o777).toString(8),
    )
    expect(await Promise.all(modes)).toEqual(['700', '700', '600', '600'])
  })
})

describe('in a folder that has to be made', () => {
  it('[RC30] what has arrived is on the disk, with the names of all folders down to it', async () => {
    const synced: string[] = []
    const data = await mkdtemp(join(tmpdir(), 'hotseat-fresh-'))
    const media = createFolderMediaStore(join(data, 'recordings'), async (path, flags) => {
      await (await open(path, flags)).close()
      synced.push(path)
    })
    const arrive = async (id: string) => {
      await media.uploads.create(new Upload({ id, size: 1, offset: 0 }))
      await media.settle(id)
      return synced.splice(0).map((path) => relative(data, path))
    }
    expect(await arrive('demo/one')).toEqual(['recordings/demo/one', 'recordings/demo', 'recordings', ''])
    expect(await arrive('demo/two')).toEqual(['recordings/demo/two', 'recordings/demo'])
    expect(await arrive('acme/one')).toEqual(['recordings/acme/one', 'recordings/acme', 'recordings', ''])
    await rm(data, { recursive: true, force: true })
  })
})

describe('in a bucket', () => {
  describeMediaStore(() => inBucket)
})
