import { expect, test } from 'vitest'
import { endCall, openAgentDesk } from './desks.ts'
import { makeFilmEncoder, sha256OfFilm } from './film-encoder.ts'
import { startFloor } from './floor.ts'

const megabyte = 1024 * 1024
/** Tens of megabytes take their time on a machine that others use, too. */
const busy = { timeout: 60_000 }

/** A floor on which a call was recorded whose part is large, and the call is over in a moment. */
async function startLongCall() {
  const film = await makeFilmEncoder(5)
  const floor = await startFloor(film)
  const desk = await openAgentDesk(floor.server.origin, 'agent01')
  const recorder = await floor.startRecorder()
  await recorder.signIn(desk)
  const { call, recording } = await floor.beginCall(desk)
  await expect.poll(() => recorder.fragments(recording, 1), busy).toBe(film.fragments)
  /** That the supervisor sees all of it. */
  const expectWhole = async () => {
    await expect.poll(() => floor.find(recording), busy).toMatchObject({ state: 'stored' })
    const { parts } = await floor.find(recording)
    expect(parts).toMatchObject([{ part: 1, cut: false, durationMs: film.playsMs }])
    const answer = await floor.play(recording, 1)
    if (answer.body === null) throw new Error('nothing is played')
    expect(await sha256OfFilm(answer.body)).toBe(await film.sha256())
    return parts[0]?.bytes ?? 0
  }
  return { ...floor, desk, recorder, recording, end: () => endCall(desk, call), expectWhole }
}

test('[CAP7] [RC33] the server killed in a call: the recorder goes on, and all of it arrives when the server is back', async () => {
  const { server, find, startRecorder, beginCall } = await startFloor()
  const desk = await openAgentDesk(server.origin, 'agent01')
  const recorder = await startRecorder()
  await recorder.signIn(desk)
  const { call, recording } = await beginCall(desk)
  await expect.poll(() => recorder.fragments(recording, 1)).toBeGreaterThanOrEqual(2)
  await server.kill()
  await expect.poll(recorder.status).toMatchObject({ server: 'lost', recording: 'running' })
  const before = await recorder.fragments(recording, 1)
  await expect.poll(() => recorder.fragments(recording, 1)).toBeGreaterThanOrEqual(before + 3)
  await server.start()
  await expect.poll(recorder.status).toMatchObject({ server: 'connected', recording: 'running' })
  await expect.poll(() => desk.status.kind).toBe('connected')
  await endCall(desk, call)
  await expect.poll(() => find(recording)).toMatchObject({ state: 'stored', parts: [{ part: 1, cut: false }] })
  const [part] = (await find(recording)).parts
  if (part === undefined) throw new Error('no part')
  // One part without a gap: the time in which the server was away is in it. Three fragments are a second.
  expect(Math.abs(part.durationMs - (part.endedAt - part.startedAt))).toBeLessThan(500)
  expect(part.durationMs).toBeGreaterThanOrEqual(Math.floor((before + 3) / 3) * 1_000)
})

test('[UPL1] [SPL5] [RC30] [RC34] the server killed twice in an upload: it goes on, and what arrives is what was captured', async () => {
  const { server, line, end, expectWhole } = await startLongCall()
  let kills = 0
  for (const megabytes of [10, 28])
    line.when(line.sent + megabytes * megabyte, () => {
      kills += 1
      void server.kill().then(server.start)
    })
  await end()
  await expectWhole()
  expect(kills).toBe(2)
}, 120_000)

test('[UPL1] [LB18] the recorder killed in an upload: it goes on where it was, not from the start', async () => {
  const { line, end, recorder, startRecorder, expectWhole } = await startLongCall()
  const before = line.sent
  const killed = Promise.withResolvers<unknown>()
  line.when(before + 25 * megabyte, () => killed.resolve(recorder.kill('SIGKILL')))
  await end()
  await killed.promise
  await startRecorder()
  const bytes = await expectWhole()
  expect(bytes).toBeGreaterThan(40 * megabyte)
  // What was on its way, once, and what the two have to say to each other.
  expect(line.sent - before).toBeLessThan(bytes + 2 * megabyte)
}, 120_000)
