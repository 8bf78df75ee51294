import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Hotseat } from '@hotseat/client'
import { expect } from 'vitest'
import { countFragments } from './count-fragments.ts'
import { atEnd, createCaller, page } from './recorder-rig.ts'

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url))

export type RecorderSetting = {
  readonly data: string
  /** The server that it may speak to. */
  readonly origin: string
  readonly display: string
  /** A folder whose programs come before the system's. */
  readonly programs?: string
  /** Words for Node itself. */
  readonly node?: readonly string[]
}

/** The recorder as a process, with its encoders in a group of its own; until the test is over. */
export async function startRecorderProcess({ data, origin, display, programs, node = [] }: RecorderSetting) {
  const path = programs === undefined ? process.env.PATH : `${programs}:${process.env.PATH}`
  const child = spawn(process.execPath, [...node, main], {
    detached: true,
    env: {
      ...{ PATH: path, DISPLAY: display, HOTSEAT_RECORDER_PORT: '0', HOTSEAT_RECORDER_DATA: data },
      ...{ HOTSEAT_RECORDER_SERVERS: origin, HOTSEAT_RECORDER_ORIGINS: page },
    },
  })
  const pid = child.pid ?? 0
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => {
      said += String(chunk)
    })
  const kill = async (signal: NodeJS.Signals, whom = pid) => {
    if (child.exitCode === null && child.signalCode === null) {
      process.kill(whom, signal)
      await once(child, 'exit')
    }
    return child.exitCode
  }
  /** It and all that it started, at once: what is left is what is on the disk. */
  const killAll = () => kill('SIGKILL', -pid)
  atEnd(killAll)
  await expect.poll(() => said).toMatch(/It is \S+, for /)
  const call = createCaller(Number(/is ready: \S+:(\d+)/.exec(said)?.[1]))
  const status = async () => (await call('GET', '/recorder/status')).body
  return {
    ...{ pid, data, call, kill, killAll, status },
    said: () => said,
    fragments: (recordingId: string, part: number) => countFragments(join(data, 'spool', recordingId, `${part}.part`)),
    /** As the agent's desk does it: by a ticket. Resolves with what renews the lease. */
    async signIn(desk: Hotseat): Promise<() => Promise<unknown>> {
      const recorder = /It is (\S+), for /.exec(said)?.[1] ?? ''
      const { ticket } = await desk.call('recorderTicket', { body: { recorder } })
      const { headers } = await call('GET', '/api/v2/me', { authorization: `Ticket ${ticket}` })
      await expect.poll(status).toMatchObject({ signedIn: desk.session?.user.username, server: 'connected' })
      return () => call('GET', '/ping', { authorization: `Session ${headers['x-recorder-session']}` })
    },
  }
}
export type RecorderProcess = Awaited<ReturnType<typeof startRecorderProcess>>
