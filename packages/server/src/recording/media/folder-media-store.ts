import { mkdirSync } from 'node:fs'
import { mkdir, open, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { FileStore } from '@tus/file-store'
import type { Upload } from '@tus/server'
import type { MediaStore } from './media-store.ts'

/** For the server's own user alone. */
const folderMode = 0o700
const fileMode = 0o600
const pieceBytes = 256 * 1024

/** Brings a file, or a folder with the names that are in it, to the disk. */
export type Sync = (path: string, flags: 'r' | 'r+') => Promise<void>

/**
 * Parts as files of a folder, which is made when the first one comes. Nodes that share a store need one folder, or a bucket. `sync`: for tests
 * that look on.
 */
export function createFolderMediaStore(folder: string, sync: Sync = syncPath): MediaStore {
  let uploads: FolderUploads | null = null
  /** Folders of tenants whose own names are on the disk. */
  const named = new Set<string>()
  const pathOf = (mediaKey: string) => join(folder, mediaKey)
  return {
    get uploads() {
      if (uploads === null) {
        // Before tus does it, which would let others look into it.
        mkdirSync(folder, { recursive: true, mode: folderMode })
        uploads = new FolderUploads({ directory: folder })
      }
      return uploads
    },
    uploadId: (mediaKey) => mediaKey,
    async read(mediaKey, { from, to } = { from: 0 }) {
      const file = await open(pathOf(mediaKey), 'r').catch(nullWhenMissing)
      // The last byte counts in a stream of Node, and none at all can be asked for only by an empty file.
      return file?.createReadStream({ start: from, highWaterMark: pieceBytes, ...(to !== undefined && { end: to - 1 }) }) ?? null
    },
    async settle(mediaKey) {
      const tenants = dirname(pathOf(mediaKey))
      await sync(pathOf(mediaKey), 'r+')
      await sync(tenants, 'r')
      if (named.has(tenants)) return
      // Whoever made them may have been killed before this.
      for (const above of [folder, dirname(folder)]) await sync(above, 'r')
      named.add(tenants)
    },
    async remove(mediaKey) {
      await rm(pathOf(mediaKey), { force: true })
      await rm(`${pathOf(mediaKey)}.json`, { force: true })
    },
    close: () => undefined,
  }
}

/** The files of tus, readable for nobody else. */
class FolderUploads extends FileStore {
  override async create(upload: Upload): Promise<Upload> {
    const path = join(this.directory, upload.id)
    await mkdir(dirname(path), { recursive: true, mode: folderMode })
    // They keep their modes when tus writes them.
    for (const file of [path, `${path}.json`]) await writeFile(file, '', { mode: fileMode })
    return super.create(upload)
  }
}

async function syncPath(path: string, flags: 'r' | 'r+'): Promise<void> {
  const file = await open(path, flags)
  await file.sync().finally(() => file.close())
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
  throw error
}
