import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { findFfmpeg } from '../../../scripts/ffmpeg.ts'
import { endCall, openAgentDesk } from './desks.ts'
import { filmRate, filmSpeed, makeFilmEncoder, sha256OfFilm } from './film-encoder.ts'
import { startFloor } from './floor.ts'
import { inspectable, memoryOf, peakOf } from './memory-of.ts'

const run = promisify(execFile)
const megabyte = 1024 * 1024
const quarters = [1, 2, 3, 4]
const cuts = 20
/** The line breaks whenever so much more has gone: twenty times in the 520 MB of an hour of this film. */
const betweenCuts = 24 * megabyte
/** More than after the first quarter the recorder holds, at the end; and while it captures and uploads, with what is on its way through it. */
const mostMore = { atEnd: 6 * megabyte, ever: 24 * megabyte }
/** By no more than this does the process itself become larger than it ever was in its first quarter. */
const mostGrowth = 48 * megabyte

/** What ffprobe says of what a player gets. */
async function probe({ url, headers }: { readonly url: string; readonly headers: { readonly cookie: string } }) {
  const what = ['-count_packets', '-show_entries', 'format=duration:stream=width,height,nb_read_packets', '-of', 'json']
  const { stdout } = await run(findFfmpeg().ffprobe, ['-v', 'error', ...what, '-headers', `cookie: ${headers.cookie}\r\n`, url])
  return JSON.parse(stdout)
}

test('[UPL1] [UPL2] [UPL4] [RC33] an hour in 1080p over a line that breaks 20 times: all of it arrives, and memory stays flat', async () => {
  const film = await makeFilmEncoder(15)
  const { server, line, find, beginCall, startRecorder, play, addressOf } = await startFloor({ ...film, node: inspectable })
  const desk = await openAgentDesk(server.origin, 'agent01')
  const recorder = await startRecorder()
  const held = await memoryOf(recorder.said())
  const ping = await recorder.signIn(desk)
  const samples: Promise<number>[] = []
  let broken = 0
  for (let each = 1; each <= cuts; each++)
    line.when(each * betweenCuts, () => {
      broken += 1
      samples.push(held())
      line.cut()
    })

  const { call, recording } = await beginCall(desk)
  const act = (action: 'pause' | 'resume') => desk.call('actOnRecording', { params: { id: recording }, body: { action } })
  let first = 0
  let peak = 0
  for (const quarter of quarters) {
    if (quarter > 1) await act('resume')
    await expect.poll(() => recorder.fragments(recording, quarter), { timeout: 60_000 }).toBe(film.fragments)
    samples.push(held())
    await ping()
    if (quarter === 1) {
      first = await held()
      peak = await peakOf(recorder.pid)
    }
    if (quarter < 4) await act('pause')
  }
  await endCall(desk, call)
  await expect.poll(() => find(recording), { timeout: 60_000 }).toMatchObject({ state: 'stored' })
  expect(broken).toBe(cuts)

  expect((await held()) - first).toBeLessThan(mostMore.atEnd)
  expect(Math.max(...(await Promise.all(samples))) - first).toBeLessThan(mostMore.ever)
  expect((await peakOf(recorder.pid)) - peak).toBeLessThan(mostGrowth)

  const { parts } = await find(recording)
  expect(parts.map(({ part, cut, durationMs }) => [part, cut, durationMs])).toEqual(
    quarters.map((part) => [part, false, film.playsMs]),
  )
  const bytes = parts.reduce((sum, part) => sum + part.bytes, 0)
  // A cut costs what was on its way.
  expect(line.sent).toBeLessThan(bytes + cuts * 1.25 * megabyte)

  const sha256 = await film.sha256()
  let seconds = 0
  for (const part of quarters) {
    const { streams, format } = await probe(addressOf(recording, part))
    expect(streams).toMatchObject([{ width: 1_920, height: 1_080, nb_read_packets: String(film.fragments * filmRate) }])
    seconds += Number(format.duration)
    const { body } = await play(recording, part)
    expect(body && (await sha256OfFilm(body))).toBe(sha256)
  }
  expect(Math.abs(seconds * filmSpeed - 3_600)).toBeLessThan(0.5)
}, 180_000)
