import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countFragments } from './count-fragments.ts'
import { answerCall, endCall, newestOf, openAgentDesk, openDesk } from './desks.ts'
import { startRealServer } from './real-server.ts'
import { startTestRecorder } from './recorder-rig.ts'
import { startMovingScreen } from './x-display.ts'

/** An agent's desk, a supervisor's, and a recorder on a screen that moves. */
async function startFloor() {
  const server = await startRealServer()
  const { display } = await startMovingScreen()
  const recorder = await startTestRecorder([server.origin], { screen: { kind: 'x11', display } })
  const desk = await openAgentDesk(server.origin, 'agent01')
  const floor = await openDesk(server.origin, 'supervisor01')
  const status = async () => (await recorder.call('GET', '/recorder/status')).body
  const signIn = async () => {
    const { ticket } = await desk.call('recorderTicket', { body: { recorder: recorder.thumbprint } })
    const { headers } = await recorder.call('GET', '/api/v2/me', { authorization: `Ticket ${ticket}` })
    await expect.poll(status).toMatchObject({ signedIn: 'agent01', server: 'connected' })
    return `Session ${headers['x-recorder-session']}`
  }
  const newest = () => newestOf(floor)
  const fragments = async (part: number) =>
    countFragments(join(recorder.data, 'spool', (await newest())?.id ?? '', `${part}.part`))
  return { server, recorder, desk, floor, status, signIn, newest, fragments }
}

test('[RC3] [RC6] [RC20] [RC33] against the real server a call is recorded, through a kill of the server, and can be watched', async () => {
  const { server, desk, floor, status, signIn, newest, fragments } = await startFloor()
  await signIn()
  const id = await answerCall(desk, floor)
  await expect.poll(newest).toMatchObject({ state: 'running' })
  await expect.poll(() => fragments(1)).toBeGreaterThan(1)
  const recording = { params: { id: (await newest())?.id ?? '' } }
  await desk.call('actOnRecording', { ...recording, body: { action: 'pause' } })
  await expect.poll(async () => (await newest())?.parts.length).toBe(1)
  await server.kill()
  await server.start()
  await expect.poll(status).toMatchObject({ server: 'connected', recording: 'paused' })
  for (const each of [desk, floor]) await expect.poll(() => each.status.kind).toBe('connected')
  await desk.call('actOnRecording', { ...recording, body: { action: 'resume' } })
  await expect.poll(() => fragments(2)).toBeGreaterThan(1)
  await endCall(desk, id)
  await expect.poll(newest).toMatchObject({
    state: 'stored',
    parts: [
      { part: 1, cut: false },
      { part: 2, cut: false },
    ],
  })
  await desk.signOut()
  await expect.poll(status).toMatchObject({ signedIn: null, server: 'none' })
})

test('[RC16] against the real server a recorder that nobody is signed in on is signed in for a call, and records it', async () => {
  const { recorder, desk, floor, status, signIn, newest, fragments } = await startFloor()
  const authorization = await signIn()
  await recorder.call('POST', '/api/v2/me', { authorization }, { operationName: 'EndContactCenterSession' })
  await expect.poll(status).toMatchObject({ signedIn: null })
  expect(desk.status.kind).toBe('connected')
  const id = await answerCall(desk, floor)
  await expect.poll(status).toMatchObject({ signedIn: 'agent01', recording: 'running' })
  await expect.poll(() => fragments(1)).toBeGreaterThan(0)
  await endCall(desk, id)
  await expect.poll(newest).toMatchObject({ state: 'stored', parts: [{ part: 1 }] })
})
