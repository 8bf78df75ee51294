import { expect, test } from 'vitest'
import { endCall, openAgentDesk } from './desks.ts'
import { makeFilmEncoder, sha256OfFilm } from './film-encoder.ts'
import { startFloor } from './floor.ts'

const megabyte = 1024 * 1024
const place = 'desk-01'

test('[LB17] [RC15] [RC40] [RC45] the next agent at a place while the last one’s recording is uploaded: to each their own', async () => {
  const film = await makeFilmEncoder(2)
  const { server, line, floor, find, play, beginCall, startRecorder } = await startFloor(film)
  const recorder = await startRecorder()
  const last = await openAgentDesk(server.origin, 'agent01', place)
  await recorder.signIn(last)
  const first = await beginCall(last)
  await expect.poll(() => recorder.fragments(first.recording, 1)).toBe(film.fragments)
  // Its upload comes to a stand in the middle.
  line.hold(4 * megabyte)
  await endCall(last, first.call)
  await expect.poll(() => line.held).toBe(1)
  await last.signOut()
  await expect.poll(recorder.status).toMatchObject({ signedIn: null, server: 'none' })

  const next = await openAgentDesk(server.origin, 'agent02', place)
  await recorder.signIn(next)
  const second = await beginCall(next)
  expect(second.recording).not.toBe(first.recording)
  expect(await find(first.recording)).toMatchObject({ state: 'stopped', agent: { id: 'u-agent01' }, parts: [] })
  // Neither the recorder nor the server shows it to them.
  expect(JSON.stringify(await recorder.status())).not.toMatch(new RegExp(`agent01|${first.recording}`))
  expect(await next.call('myRecording', {})).toMatchObject({ recording: { id: second.recording } })
  const asked = [
    next.call('recordings', {}),
    next.call('recording', { params: { id: first.recording } }),
    next.call('actOnRecording', { params: { id: first.recording }, body: { action: 'pause' } }),
  ]
  for (const refusal of await Promise.allSettled(asked))
    expect(refusal).toMatchObject({ status: 'rejected', reason: { status: expect.toBeOneOf([403, 404]) } })

  line.letGo()
  await expect.poll(() => find(first.recording)).toMatchObject({ state: 'stored' })
  await expect.poll(() => recorder.fragments(second.recording, 1)).toBe(film.fragments)
  await endCall(next, second.call)
  await expect.poll(() => find(second.recording)).toMatchObject({ state: 'stored' })
  for (const [userId, { recording, call }] of [
    ['u-agent01', first],
    ['u-agent02', second],
  ] as const) {
    const { recordings } = await floor.call('recordings', { query: { agent: userId } })
    expect(recordings).toMatchObject([{ id: recording, agent: { id: userId }, place, calls: [{ interactionId: call }] }])
    expect(recordings[0]?.parts).toMatchObject([{ part: 1, cut: false, durationMs: film.playsMs }])
    const { body } = await play(recording, 1)
    expect(body && (await sha256OfFilm(body))).toBe(await film.sha256())
  }
})
