import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findFfmpeg } from '../../../scripts/ffmpeg.ts'
import { findVirtualScreen } from '../../../scripts/virtual-screen.ts'

const root = join(import.meta.dirname, '../../..')

/** The real recorder in a process of its own, with its key and spool in a folder that outlives it. */
export type RecorderProcess = {
  start(): Promise<void>
  stop(): Promise<void>
  /** `kill -9`: it tells nobody, and ends nothing in good order. */
  kill(): Promise<void>
  /** Everything it printed. */
  output(): string
  dispose(): Promise<void>
}

type Options = { readonly port: number; readonly server: string; readonly display?: string }

/** Prepares a recorder that serves the pages of one server; it does not run until `start`. */
export async function createRecorderProcess({ port, server, display }: Options): Promise<RecorderProcess> {
  const data = await mkdtemp(join(tmpdir(), 'hotseat-recorder-'))
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...others } = process.env
  let child: ChildProcess | undefined
  let printed = ''
  const end = async (signal: NodeJS.Signals) => {
    await endProcess(child, signal)
    child = undefined
  }
  return {
    output: () => printed,
    async start() {
      const running = spawn(process.execPath, ['packages/recorder/src/main.ts'], {
        cwd: root,
        env: {
          ...others,
          PATH: `${join(findFfmpeg().ffmpeg, '..')}:${process.env.PATH}`,
          HOTSEAT_RECORDER_PORT: String(port),
          HOTSEAT_RECORDER_SERVERS: server,
          HOTSEAT_RECORDER_DATA: data,
          ...(display === undefined ? {} : { DISPLAY: display }),
        },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = running
      await heard(running, /is ready/, (text) => {
        printed += text
      })
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
    async dispose() {
      await end('SIGTERM')
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** A screen that nobody looks at, for what is to be recorded. */
export async function startScreen(): Promise<{ readonly display: string; close(): Promise<void> }> {
  const size = ['-screen', '0', '1280x800x24', '-nolisten', 'tcp', '-ac']
  const server = spawn(findVirtualScreen(), ['-displayfd', '3', ...size], { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] })
  const pipe = server.stdio[3]
  if (!pipe) throw new Error('no pipe')
  const [number] = await once(pipe, 'data')
  return { display: `:${String(number).trim()}`, close: () => endProcess(server, 'SIGKILL') }
}

async function heard(running: ChildProcess, wanted: RegExp, onText: (text: string) => void): Promise<void> {
  let said = ''
  await new Promise<void>((resolve, reject) => {
    for (const stream of [running.stdout, running.stderr])
      stream?.on('data', (chunk) => {
        said += String(chunk)
        onText(String(chunk))
        if (wanted.test(said)) resolve()
      })
    running.once('exit', () => reject(new Error(`The recorder did not start:\n${said}`)))
  })
}

async function endProcess(child: ChildProcess | undefined, signal: NodeJS.Signals): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill(signal)
  await exited
}
