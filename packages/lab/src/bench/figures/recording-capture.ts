import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { startScreen } from '../../site/screen.ts'
import type { Figure, Measurement } from '../figure.ts'
import { childrenOf, cpuMsOf, residentMegabytesOf } from '../process-use.ts'
import { startRecorderFloor } from '../recorder/recorder-floor.ts'

const rate = 5
const screen = { width: 1_920, height: 1_080 }
/** A capture begins with a picture of everything; after so long it is at its usual work. */
const settleMs = 2_000

type Use = { readonly cpu: number; readonly memory: number }

/** What recording a screen of 1080p at 5 pictures a second takes, beside an ffmpeg that captures and encodes the same screen into nothing. */
export const recordingCapture: Measurement = async ({ rounds, durationMs }) => [
  ...(await measure('a screen where a quarter moves', true, rounds, durationMs * 2)),
  ...(await measure('a still screen', false, rounds, durationMs * 2)),
]

async function measure(what: string, moves: boolean, rounds: number, durationMs: number): Promise<readonly Figure[]> {
  const { display, stop } = await startScreen({ ...screen, moves })
  const floor = await startRecorderFloor(display)
  const ours: Use[] = []
  const bare: Use[] = []
  try {
    for (let round = 0; round < rounds; round += 1) {
      await floor.answerCall()
      const { pid } = floor.recorder
      ours.push(await useOf(() => [pid, ...childrenOf(pid)], durationMs))
      await floor.endCall()
      const encoder = startBareEncoder(display)
      bare.push(await useOf(() => [encoder.pid ?? 0], durationMs))
      await end(encoder)
    }
  } finally {
    await floor.dispose()
    await stop()
  }
  const limit = (name: string, part: keyof Use) => ({ name, rounds: bare.map((use) => use[part]) })
  return [
    {
      name: `recording 1080p, ${what}: processor`,
      unit: 'ms/s',
      rounds: ours.map(({ cpu }) => cpu),
      limit: limit('ms/s, ffmpeg alone', 'cpu'),
      aims: [],
      note: `1,000 is one core; recorder and encoder together, ${rate} pictures a second`,
    },
    {
      name: `recording 1080p, ${what}: memory`,
      unit: 'MB',
      rounds: ours.map(({ memory }) => memory),
      limit: limit('MB, ffmpeg alone', 'memory'),
      aims: [],
      note: 'resident, recorder and encoder together',
    },
  ]
}

/** Processor time a second, and memory at the end, of these processes. */
async function useOf(pids: () => readonly number[], durationMs: number): Promise<Use> {
  await sleep(settleMs)
  const all = pids()
  const sum = (of: (pid: number) => number) => all.reduce((total, pid) => total + of(pid), 0)
  const before = sum(cpuMsOf)
  const startedAt = performance.now()
  await sleep(durationMs)
  const cpu = ((sum(cpuMsOf) - before) * 1_000) / (performance.now() - startedAt)
  return { cpu, memory: sum(residentMegabytesOf) }
}

/** The least that captures a screen and encodes it as well: ffmpeg's own defaults but for the encoder's settings, which are the recorder's. */
function startBareEncoder(display: string): ChildProcess {
  const encoder = [
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-tune',
    'zerolatency',
    '-crf',
    '28',
    '-threads',
    '2',
    '-g',
    String(rate),
  ]
  const input = ['-f', 'x11grab', '-framerate', String(rate), '-i', display]
  return spawn('ffmpeg', ['-v', 'error', '-nostdin', ...input, ...encoder, '-pix_fmt', 'yuv420p', '-f', 'null', '-'], {
    stdio: 'ignore',
  })
}

async function end(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
}
