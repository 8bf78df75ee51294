import { Upload } from 'tus-js-client'
import { type LabRecorder, startLabRecorder } from '../recorder/lab-recorder.ts'
import { type SealedFilm, sealFilm } from '../recorder/sealed-film.ts'
import { serveCommands } from '../worker.ts'
import { eachOf } from './seat.ts'

/** As the recorder does it. */
const chunkSize = 1024 * 1024

let recorder: LabRecorder | null = null
let film: SealedFilm | null = null
let parts = 0

/** A recorder's uploads by its client of tus, chunk after chunk. */
const commands = {
  async prepare({ port, megabytes }: { port: number; megabytes: number }) {
    recorder = await startLabRecorder(`http://127.0.0.1:${port}`)
    film = await sealFilm(megabytes * 1024 * 1024, recorder.wrappingKey, recorder.owner)
  },
  /** Uploads so many parts, `lanes` at a time; megabytes a second. */
  async upload({ port, count, lanes }: { port: number; count: number; lanes: number }) {
    if (recorder === null || film === null) throw new Error('nothing is prepared')
    const [own, part] = [recorder, film]
    const numbers = Array.from({ length: count }, () => ++parts)
    const startedAt = performance.now()
    await eachOf(numbers, lanes, (number) => send(port, own, part, number))
    return (part.bytes.length * count) / 1024 ** 2 / ((performance.now() - startedAt) / 1_000)
  },
  /** How many parts are on record. */
  arrived: () => recorder?.arrived() ?? 0,
}
export type RecordingUploadLoad = typeof commands
serveCommands(commands)

function send(port: number, { recordingId, authorization }: LabRecorder, film: SealedFilm, part: number): Promise<void> {
  const { bytes, sha256, key } = film
  const now = Date.now()
  const moments = { startedAt: String(now), endedAt: String(now + 1_000) }
  return new Promise((resolve, reject) => {
    new Upload(bytes, {
      endpoint: `http://127.0.0.1:${port}/recorder/v1/uploads`,
      headers: { authorization },
      metadata: { recording: recordingId, part: String(part), ...moments, sha256, key, cut: 'false' },
      chunkSize,
      retryDelays: null,
      storeFingerprintForResuming: false,
      onSuccess: () => resolve(),
      onError: reject,
    }).start()
  })
}
