import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { Upload } from '@tus/server'
import { describe, expect, it } from 'vitest'
import type { MediaStore } from './media-store.ts'

let keys = 0
const freshKey = () => `demo/key-${++keys}`
const content = Buffer.from('0123456789')

/** What every form of the store of media does; `open` gives one that tests of other keys may have been on. */
export function describeMediaStore(open: () => MediaStore): void {
  const begin = (key: string, size: number) => open().uploads.create(new Upload({ id: open().uploadId(key), size, offset: 0 }))
  const write = (key: string, bytes: Buffer, at: number) => open().uploads.write(Readable.from([bytes]), open().uploadId(key), at)
  const offset = async (key: string) => (await open().uploads.getUpload(open().uploadId(key))).offset
  const put = async (key: string, bytes = content) => {
    await begin(key, bytes.length)
    await write(key, bytes, 0)
    await open().settle(key)
  }
  const read = async (...asked: Parameters<MediaStore['read']>) => {
    const stream = await open().read(...asked)
    return stream && (await buffer(stream)).toString()
  }

  describe('a store of media', () => {
    it('[RC34] has an upload where it was left, and goes on with it', async () => {
      const key = freshKey()
      await begin(key, 10)
      expect(await offset(key)).toBe(0)
      await write(key, content.subarray(0, 4), 0)
      expect(await offset(key)).toBe(4)
      await write(key, content.subarray(4), 4)
      expect([await offset(key), await read(key)]).toEqual([10, '0123456789'])
    })

    it('[RC41] gives any part of what was uploaded', async () => {
      const key = freshKey()
      await put(key)
      expect(await read(key, { from: 0, to: 2 })).toBe('01')
      expect(await read(key, { from: 3, to: 7 })).toBe('3456')
      expect(await read(key, { from: 9 })).toBe('9')
    })

    it('[RC31] has uploads without a byte', async () => {
      const key = freshKey()
      await put(key, Buffer.alloc(0))
      expect(await read(key)).toBe('')
    })

    it('[RC44] leaves nothing of what is removed, finished or not, however often', async () => {
      const [key, other, left, unknown] = [freshKey(), freshKey(), freshKey(), freshKey()]
      await put(key)
      await put(other)
      await begin(left, 10)
      await write(left, content.subarray(0, 4), 0)
      for (const each of [key, left, unknown, key]) await open().remove(each)
      for (const each of [key, left, unknown]) {
        expect(await open().read(each)).toBeNull()
        await expect(offset(each)).rejects.toMatchObject({ status_code: 404 })
      }
      expect(await read(other)).toBe('0123456789')
      await put(key)
      expect(await read(key)).toBe('0123456789')
    })
  })
}
