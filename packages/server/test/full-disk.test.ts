import { existsSync } from 'node:fs'
import { rename, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createMediaRig, uploads } from './media-rig.ts'
import { makeVideo, sealPart } from './sealed-part.ts'

it('[RC34] a disk that is full is told as a problem that passes, and the upload goes on when there is room', async () => {
  // Linux: a file that has no room.
  expect(existsSync('/dev/full')).toBe(true)
  const rig = await createMediaRig()
  try {
    await rig.plant()
    const part = sealPart(await makeVideo({ seconds: 2 }))
    const metadata = Object.entries(await rig.metadataOf(part)).map(
      ([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`,
    )
    const headers = { ...rig.headers(), 'tus-resumable': '1.0.0' }
    const length = String(part.bytes.length)
    const begun = await fetch(rig.url() + uploads, {
      method: 'POST',
      headers: { ...headers, 'upload-length': length, 'upload-metadata': metadata.join() },
    })
    const [upload] = await rig.tenant.find('recordingUploads')
    const path = join(rig.folder, 'recordings', upload?.mediaKey ?? '')
    await rename(path, `${path}.aside`)
    await symlink('/dev/full', path)
    const send = () =>
      fetch(rig.url() + (begun.headers.get('location') ?? ''), {
        method: 'PATCH',
        headers: { ...headers, 'content-type': 'application/offset+octet-stream', 'upload-offset': '0' },
        body: new Uint8Array(part.bytes),
      })
    const refused = await send()
    expect([refused.status, refused.headers.get('content-type'), await refused.json()]).toEqual([
      503,
      'application/problem+json',
      expect.objectContaining({ code: 'recording.store' }),
    ])
    await rm(path)
    await rename(`${path}.aside`, path)
    expect((await send()).status).toBe(204)
    expect(await rig.partOf()).toMatchObject({ sha256: part.sha256 })
  } finally {
    await rig.close()
  }
})
