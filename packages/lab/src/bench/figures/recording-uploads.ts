import type { Measurement } from '../figure.ts'
import { startHotseat } from '../hotseat-site.ts'
import type { RecordingUploadLoad } from '../loads/recording-uploads.ts'
import type { TusPeer } from '../peers/tus.ts'
import { startWorker } from '../worker.ts'

const aDurationMs = 500

/** Megabytes a second from a recorder to the server, checked and on record, beside a bare tus server that keeps them. */
export const recordingUploads: Measurement = async ({ rounds, durationMs }) => {
  const count = Math.ceil(durationMs / aDurationMs)
  const megabytes = 16
  const site = await startHotseat({ agents: 1 })
  const load = startWorker<RecordingUploadLoad>(new URL('../loads/recording-uploads.ts', import.meta.url))
  const peer = startWorker<TusPeer>(new URL('../peers/tus.ts', import.meta.url))
  const lanes = [1, 4] as const
  const ours = lanes.map((): number[] => [])
  const bare = lanes.map((): number[] => [])
  let uploaded = 0
  try {
    const peerPort = await peer.call('listen', undefined)
    await load.call('prepare', { port: site.port, megabytes })
    for (let round = 0; round <= rounds; round += 1) {
      for (const [at, each] of lanes.entries()) {
        const kept = await load.call('upload', { port: peerPort, count, lanes: each })
        const stored = await load.call('upload', { port: site.port, count, lanes: each })
        uploaded += count
        // The first round warms all up.
        if (round === 0) continue
        bare[at]?.push(kept)
        ours[at]?.push(stored)
      }
    }
    const arrived = await load.call('arrived', undefined)
    if (arrived !== uploaded) throw new Error(`${arrived} of ${uploaded} parts are on record`)
  } finally {
    await Promise.all([load.end(), peer.end()])
    await site.dispose()
  }
  return lanes.map((each, at) => ({
    name: each === 1 ? 'recordings: upload, part after part' : `recordings: upload, ${each} parts at a time`,
    unit: 'MB/s',
    rounds: ours[at] ?? [],
    limit: { name: 'MB/s, bare @tus/server', rounds: bare[at] ?? [] },
    aims: [],
    note: `parts of ${megabytes} MB in chunks of 1 MB by tus-js-client; each is opened record by record, compared by SHA-256, on the disk and committed; the limit's is in a file`,
  }))
}
