import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import type { RecordingFailure } from '@hotseat/core'
import type { Clock } from '../ports.ts'
import { nothingYet, type Piece, splitBoxes } from './split-boxes.ts'

/** How a capture was over: it was told to end, or why it ended by itself, with what the encoder said last. */
export type CaptureOutcome =
  | { readonly kind: 'ended' }
  | { readonly kind: 'failed'; readonly failure: RecordingFailure; readonly said: string }

/** A running ffmpeg. */
export interface Capture {
  /** Asks it to end; what it has in hand still comes. */
  end(): void
  /** Resolves when nothing more comes. Never rejects. */
  readonly outcome: Promise<CaptureOutcome>
}

/** So long it has to end after it was asked to. */
const graceMs = 5_000
/** An encoder of which nothing came in three looks in a row stands still: a clock that jumps is no more than one of them. */
const lookMs = 5_000
const patience = 3
const longestSaid = 2_000

/**
 * Runs one ffmpeg, at a low priority: the agent's work comes first. `take` gets each piece when it is whole; while it is at work no more is
 * read, so that a slow disk slows the encoder and fills no memory (spec UPL2).
 */
export function runCapture(
  { program, args, clock }: { readonly program: string; readonly args: readonly string[]; readonly clock: Pick<Clock, 'after'> },
  take: (piece: Piece) => Promise<void>,
): Capture {
  const child: ChildProcess = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true })
  // A process that may open nothing more gets a child without pipes.
  if (!hasPipes(child)) {
    const refused = new Promise<CaptureOutcome>((resolve) => {
      child.once('error', ({ message }) => resolve({ kind: 'failed', failure: 'fault', said: message }))
    })
    return { end: () => undefined, outcome: refused }
  }
  let asked = false
  let said = ''
  const died = new Promise<string | null>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', () => resolve(null))
  })
  child.once('spawn', () => lowerPriority(child.pid))
  // It may be gone before it is told to end.
  child.stdin.on('error', () => undefined)
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-longestSaid)
  })

  const watch = createWatch(clock, () => {
    said = `it stood still; ${said}`
    child.kill('SIGKILL')
  })

  async function read({ stdout }: ChildProcessWithoutNullStreams): Promise<CaptureOutcome> {
    let rest = nothingYet
    try {
      for await (const chunk of stdout) {
        const next = splitBoxes(rest, chunk)
        rest = next.rest
        // How long the disk takes is not the encoder's fault.
        watch.stop()
        for (const piece of next.pieces) await take(piece)
        watch.start()
      }
    } catch (error) {
      child.kill('SIGKILL')
      await died
      return { kind: 'failed', failure: 'fault', said: String(error) }
    } finally {
      watch.stop()
    }
    const notStarted = await died
    if (asked) return { kind: 'ended' }
    if (notStarted !== null) return { kind: 'failed', failure: 'noEncoder', said: notStarted }
    return { kind: 'failed', failure: failureOf(said), said: said.trim() }
  }

  return {
    end() {
      if (asked) return
      asked = true
      // ffmpeg's own key for "finish the file", the same on every system.
      child.stdin.end('q')
      const cancel = clock.after(graceMs, () => child.kill('SIGKILL'))
      void died.then(cancel)
    },
    outcome: read(child),
  }
}

function hasPipes(child: ChildProcess): child is ChildProcessWithoutNullStreams {
  return Boolean(child.stdin && child.stdout && child.stderr)
}

/** Looks again and again while it is started; `onStill` after three looks in a row. */
function createWatch(clock: Pick<Clock, 'after'>, onStill: () => void): { start(): void; stop(): void } {
  let cancel: () => void = () => undefined
  const look = (left: number) => {
    cancel = clock.after(lookMs, () => (left === 1 ? onStill() : look(left - 1)))
  }
  look(patience)
  return {
    start() {
      cancel()
      look(patience)
    },
    stop: () => cancel(),
  }
}

function lowerPriority(pid: number | undefined): void {
  if (pid === undefined) return
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL)
  } catch {
    // It has ended already, or the system does not let us: then it runs as we do.
  }
}

/** What the encoder's last words mean. */
function failureOf(said: string): RecordingFailure {
  if (/unknown encoder|encoder .*not found|unknown input format|error while opening encoder/i.test(said)) return 'noEncoder'
  if (/display|screen|desktop|x11|xcb|avfoundation|gdigrab|input device/i.test(said)) return 'noScreen'
  return 'fault'
}
