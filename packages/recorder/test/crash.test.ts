import { readFile, stat, truncate, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { endCall, openAgentDesk } from './desks.ts'
import { startFloor } from './floor.ts'
import { lookAtFilm } from './look-at-film.ts'

/** What a crash loses is less (spec SPL2). */
const mostLostMs = 1_000

type Floor = Awaited<ReturnType<typeof startFloor>>

/** A part as a player shows it: every second of it there, and the picture moving. */
async function watch({ find, play }: Floor, id: string, part: number) {
  const shown = (await find(id)).parts.find((each) => each.part === part)
  if (shown === undefined) throw new Error('no part')
  const film = await lookAtFilm(Buffer.from(await (await play(id, part)).arrayBuffer()))
  expect(Math.abs(film.lengthMs - shown.durationMs)).toBeLessThan(100)
  expect(Math.abs(film.lengthMs - (shown.endedAt - shown.startedAt))).toBeLessThan(500)
  expect(film.changes).toBeGreaterThan(film.pictures.length / 2)
  return { ...shown, pictures: film.pictures.length }
}

test('[LB18] [SPL2] [SPL3] [RC31] [RC33] killed in a call the recorder comes back by its key and goes on; the gap is marked', async () => {
  const floor = await startFloor()
  const desk = await openAgentDesk(floor.server.origin, 'agent01')
  const first = await floor.startRecorder()
  await first.signIn(desk)
  const { call, recording } = await floor.beginCall(desk)
  await expect.poll(() => first.fragments(recording, 1)).toBeGreaterThanOrEqual(3)
  await first.kill('SIGKILL')
  const killedAt = Date.now()
  const second = await floor.startRecorder()
  await expect.poll(second.status).toMatchObject({ signedIn: 'agent01', server: 'connected', recording: 'running' })
  await expect.poll(() => second.fragments(recording, 2)).toBeGreaterThanOrEqual(2)
  await endCall(desk, call)
  await expect.poll(() => floor.find(recording)).toMatchObject({ state: 'stored', agent: { id: 'u-agent01' } })
  const [cut, whole] = [await watch(floor, recording, 1), await watch(floor, recording, 2)]
  expect([cut.cut, whole.cut, (await floor.find(recording)).parts.length]).toEqual([true, false, 2])
  expect(killedAt - cut.endedAt).toBeLessThan(mostLostMs)
  // Between them nothing was captured, and it shows.
  expect(whole.startedAt).toBeGreaterThan(killedAt)
})

test('[SPL3] [UPL1] [CAP3] [RC31] the machine dies in a call: all that was on the disk arrives, and the recording goes on with the screen', async () => {
  const floor = await startFloor()
  const desk = await openAgentDesk(floor.server.origin, 'agent01')
  const first = await floor.startRecorder()
  await first.signIn(desk)
  const { call, recording } = await floor.beginCall(desk)
  await expect.poll(() => first.fragments(recording, 1)).toBeGreaterThanOrEqual(4)
  await first.killAll()
  await floor.screen.off()
  const killedAt = Date.now()
  // The last block came to the disk by half.
  const path = join(first.data, 'spool', recording, '1.part')
  const { size, atime, mtime } = await stat(path)
  const flushed = (await first.fragments(recording, 1)) - 1
  await truncate(path, size - 7)
  await utimes(path, atime, mtime)

  // The recorder is up before the screen.
  const second = await floor.startRecorder()
  await expect.poll(second.status).toMatchObject({ signedIn: 'agent01', recording: 'no' })
  await expect.poll(async () => (await floor.find(recording)).parts).toMatchObject([{ part: 1, cut: true }])
  await floor.screen.on()
  await expect.poll(() => second.fragments(recording, 2)).toBeGreaterThanOrEqual(2)
  await endCall(desk, call)
  await expect.poll(() => floor.find(recording)).toMatchObject({ state: 'stored', failure: null })
  const [cut, whole] = [await watch(floor, recording, 1), await watch(floor, recording, 2)]
  // Of five pictures a second two are in a fragment, two in the next, and one in the third.
  const pictures = Math.floor(flushed / 3) * 5 + (flushed % 3) * 2
  expect([cut.pictures, cut.durationMs]).toEqual([pictures, pictures * 200])
  expect(killedAt - cut.endedAt).toBeLessThan(mostLostMs)
  expect([whole.cut, (await floor.find(recording)).parts.length]).toEqual([false, 2])
  await expect.poll(async () => (await second.status())?.spool).toMatchObject({ bytes: 0 })
  expect(await readFile(path).catch(() => null)).toBeNull()
})
