import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createHotseat, type Hotseat } from '@hotseat/client'
import type { AnswerOf, Operations } from '@hotseat/protocol'
import { freePort, type HotseatSite, startHotseat } from '../hotseat-site.ts'
import { encodeRequest, openHttpConnection } from '../wire/http-connection.ts'
import { startWorker, type Worker } from '../worker.ts'

export type WatchedRecording = AnswerOf<Operations['recordings']>['recordings'][number]

/** A Hotseat with one agent, whose recorder is a process of its own, and a supervisor. */
export interface RecorderFloor {
  readonly site: HotseatSite
  readonly recorder: Worker<Record<string, never>>
  /** Rings the agent, who answers; resolves with the recording's id when its first picture is on the disk. */
  answerCall(): Promise<string>
  /** Ends the call; resolves with its recording when it is stored. */
  endCall(): Promise<WatchedRecording>
  /** `kill -9` of the recorder and a new one in its place; resolves when that is started, not when it is ready. */
  restartRecorder(): Promise<void>
  /** Resolves when this part of a recording holds a picture. */
  pictureOf(recordingId: string, part: number): Promise<void>
  status(): Promise<{ readonly server?: string; readonly recording?: string }>
  connected(): Promise<void>
  dispose(): Promise<void>
}

const page = 'https://desk.example'
const password = 'demo-password-2026'
const everyMs = 5
const patienceMs = 60_000

/** Starts all of it, with the agent signed in and READY and the recorder signed in by the agent's ticket. */
export async function startRecorderFloor(display: string): Promise<RecorderFloor> {
  const site = await startHotseat({ agents: 1 })
  const origin = `http://127.0.0.1:${site.port}`
  const data = mkdtempSync(join(tmpdir(), 'hotseat-bench-recorder-'))
  const port = await freePort()
  const env = {
    ...{ DISPLAY: display, HOTSEAT_RECORDER_PORT: String(port), HOTSEAT_RECORDER_DATA: data },
    ...{ HOTSEAT_RECORDER_SERVERS: origin, HOTSEAT_RECORDER_ORIGINS: page },
  }
  const start = () => startWorker<Record<string, never>>(new URL('../../../../recorder/src/main.ts', import.meta.url), { env })
  let recorder = start()
  const [desk, floor] = [createHotseat({ origin }), createHotseat({ origin })]
  let call = ''

  async function ask<T>(path: string, more: Readonly<Record<string, string>> = {}): Promise<T | null> {
    const connection = await openHttpConnection(port).catch(() => null)
    if (connection === null) return null
    const headers = { host: `127.0.0.1:${port}`, origin: page, 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'cors', ...more }
    const answer = await connection.send(encodeRequest('GET', path, headers)).catch(() => null)
    connection.close()
    if (answer !== null && answer.status !== 200) throw new Error(`the recorder answered ${answer.status}: ${answer.body}`)
    return answer === null ? null : (JSON.parse(answer.body) as T)
  }

  const status = async () => (await ask<{ recorder?: string; server?: string; recording?: string }>('/recorder/status')) ?? {}
  const newest = async () => (await floor.call('recordings', {})).recordings[0]
  const pictureOf = (recordingId: string, part: number) =>
    until('a picture', () => {
      // What it begins with is not yet a picture.
      const { size } = statSync(join(data, 'spool', recordingId, `${part}.part`), { throwIfNoEntry: false }) ?? { size: 0 }
      return size > 2_000
    })

  const dispose = async () => {
    await recorder.end('SIGKILL')
    for (const each of [desk, floor]) each.close()
    await site.dispose()
    rmSync(data, { recursive: true, force: true })
  }
  try {
    await desk.signIn({ tenant: 'demo', username: 'agent01', password })
    await floor.signIn({ tenant: 'demo', username: 'supervisor01', password })
    await desk.call('setState', { body: { medium: 'voice', state: 'READY' } })
    await until('the recorder', async () => (await status()).recorder !== undefined)
    const { ticket } = await desk.call('recorderTicket', { body: { recorder: (await status()).recorder ?? '' } })
    await ask('/api/v2/me', { authorization: `Ticket ${ticket}` })
    await until('the recorder’s line', async () => (await status()).server === 'connected')
  } catch (error) {
    await dispose()
    throw error
  }

  return {
    site,
    get recorder() {
      return recorder
    },
    async answerCall() {
      // After a call the agent is in wrap-up.
      await desk.call('setState', { body: { medium: 'voice', state: 'READY' } })
      call = (await floor.call('demoCall', { body: { userId: 'u-agent01' } })).interactionId
      await until('the call', () => desk.session?.agent?.states[0]?.interaction?.id === call)
      await desk.call('actOnInteraction', { params: { id: call }, body: { action: 'answer' } })
      const recordingId = (await newest())?.id ?? ''
      await pictureOf(recordingId, 1)
      return recordingId
    },
    async endCall() {
      await desk.call('actOnInteraction', { params: { id: call }, body: { action: 'end' } })
      await until('the recording', async () => (await newest())?.state === 'stored')
      const stored = await newest()
      if (stored === undefined) throw new Error('the recording is gone')
      return stored
    },
    async restartRecorder() {
      await recorder.end('SIGKILL')
      recorder = start()
    },
    pictureOf,
    status,
    connected: () => until('the desks', () => [desk, floor].every(isConnected)),
    dispose,
  }
}

function isConnected({ status }: Hotseat): boolean {
  return status.kind === 'connected'
}

/** Looks every few milliseconds; throws when it takes too long. */
async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`${what}: it took too long`)
    await new Promise((resolve) => setTimeout(resolve, everyMs))
  }
}
