import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createHotseat } from '@hotseat/client'
import { expect, test } from 'vitest'
import { countFragments } from './count-fragments.ts'
import { atEnd, makeFolder, startTestRecorder } from './recorder-rig.ts'
import { startMovingScreen } from './x-display.ts'

const main = fileURLToPath(new URL('../../server/src/main.ts', import.meta.url))
const password = 'demo-password-2026'

/** The real server with demo data, on a store that a kill does not touch. */
async function startServer() {
  const data = await makeFolder()
  let port = '0'
  const start = async () => {
    const child = spawn(process.execPath, [main, '--demo'], {
      env: { PATH: process.env.PATH, HOTSEAT_PORT: port, HOTSEAT_DATA: data },
    })
    let said = ''
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk) => {
        said += String(chunk)
      })
    const kill = async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGKILL')
      await once(child, 'exit')
    }
    atEnd(kill)
    await expect.poll(() => said).toMatch(/Hotseat is ready: \S+:\d+/)
    port = /ready: \S+:(\d+)/.exec(said)?.[1] ?? ''
    return kill
  }
  let kill = await start()
  return {
    get origin() {
      return `http://127.0.0.1:${port}`
    },
    async restart() {
      await kill()
      kill = await start()
    },
  }
}

type Desk = ReturnType<typeof createHotseat>

/** An agent's desk, a supervisor's, and a recorder on a screen that moves. */
async function startFloor() {
  const server = await startServer()
  const { display } = await startMovingScreen()
  const recorder = await startTestRecorder([server.origin], { screen: { kind: 'x11', display } })
  const desk = createHotseat({ origin: server.origin })
  const floor = createHotseat({ origin: server.origin })
  for (const each of [desk, floor]) atEnd(() => each.close())
  await desk.signIn({ tenant: 'demo', username: 'agent01', password })
  await floor.signIn({ tenant: 'demo', username: 'supervisor01', password })
  await desk.call('setState', { body: { medium: 'voice', state: 'READY' } })
  const status = async () => (await recorder.call('GET', '/recorder/status')).body
  const signIn = async () => {
    const { ticket } = await desk.call('recorderTicket', { body: { recorder: recorder.thumbprint } })
    const { headers } = await recorder.call('GET', '/api/v2/me', { authorization: `Ticket ${ticket}` })
    await expect.poll(status).toMatchObject({ signedIn: 'agent01', server: 'connected' })
    return `Session ${headers['x-recorder-session']}`
  }
  const newest = async () => (await floor.call('recordings', {})).recordings[0]
  const fragments = async (part: number) =>
    countFragments(join(recorder.data, 'spool', (await newest())?.id ?? '', `${part}.part`))
  return { server, recorder, desk, floor, status, signIn, newest, fragments }
}

/** Rings the agent and answers; the call's id. */
async function answerCall(desk: Desk, floor: Desk): Promise<string> {
  const { interactionId: id } = await floor.call('demoCall', { body: { userId: 'u-agent01' } })
  await expect.poll(() => desk.session?.agent?.states[0]?.interaction?.id).toBe(id)
  await desk.call('actOnInteraction', { params: { id }, body: { action: 'answer' } })
  return id
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
  await server.restart()
  await expect.poll(status).toMatchObject({ server: 'connected', recording: 'paused' })
  for (const each of [desk, floor]) await expect.poll(() => each.status.kind).toBe('connected')
  await desk.call('actOnRecording', { ...recording, body: { action: 'resume' } })
  await expect.poll(() => fragments(2)).toBeGreaterThan(1)
  await desk.call('actOnInteraction', { params: { id }, body: { action: 'end' } })
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
  await desk.call('actOnInteraction', { params: { id }, body: { action: 'end' } })
  await expect.poll(newest).toMatchObject({ state: 'stored', parts: [{ part: 1 }] })
})
