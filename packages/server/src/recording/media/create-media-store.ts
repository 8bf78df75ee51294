import { join } from 'node:path'
import type { Config } from '../../config.ts'
import { createBucketMediaStore } from './bucket-media-store.ts'
import { createFolderMediaStore } from './folder-media-store.ts'
import type { MediaStore } from './media-store.ts'

/** The store of media that the configuration names: a bucket, else `recordings` in the data folder. */
export function createMediaStore(config: Config): MediaStore {
  const { data, recordings, recordingsEndpoint, recordingsRegion, recordingsKeyId, recordingsKeySecret } = config
  if (recordings === null) return createFolderMediaStore(join(data, 'recordings'))
  const keys = recordingsKeyId && recordingsKeySecret ? { id: recordingsKeyId, secret: recordingsKeySecret } : null
  return createBucketMediaStore({ ...recordings, endpoint: recordingsEndpoint, region: recordingsRegion, keys })
}
