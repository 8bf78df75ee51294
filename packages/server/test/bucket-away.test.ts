import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { expect, it } from 'vitest'
import { createBucketMediaStore } from '../src/recording/media/bucket-media-store.ts'

it('[RC34] a bucket that takes everything and says nothing is away, and nobody waits for it for ever', async () => {
  const sockets = new Set<Socket>()
  const silent = createServer((socket) => sockets.add(socket.on('error', () => undefined))).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const address = silent.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const media = createBucketMediaStore(
    {
      ...{ bucket: 'recordings', prefix: '', endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1' },
      keys: { id: 'A', secret: 'B' },
    },
    { connectionTimeout: 200, socketTimeout: 200 },
  )
  await expect(media.read('demo/a', { from: 0 })).rejects.toThrow(/timed out/)
  await expect(media.remove('demo/a')).rejects.toThrow(/timed out/)
  media.close()
  for (const socket of sockets) socket.destroy()
  silent.close()
})
