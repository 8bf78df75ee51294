import type { RecordingFailure } from '@hotseat/core'
import type { PartOwner } from '@hotseat/protocol'
import type { Logger } from 'pino'
import { type CaptureSettings, captureArguments, type Screen } from '../capture/capture-command.ts'
import { type Capture, runCapture } from '../capture/run-capture.ts'
import type { Piece } from '../capture/split-boxes.ts'
import type { Clock, Random } from '../ports.ts'
import { isDiskFull } from '../spool/error-code.ts'
import { createPartWriter, type PartWriter } from '../spool/part-writer.ts'
import { createSealer } from '../spool/sealer.ts'
import type { RecordingHome, Spool } from '../spool/spool.ts'

/** What the server said with its orders: how to capture, and for whom to seal. */
export type Manner = CaptureSettings & {
  readonly wrappingKey: Readonly<Record<string, string>>
  /** Whose parts they are. */
  readonly owner: Omit<PartOwner, 'recording'>
  /** By how much this machine's clock is ahead of the server's. */
  readonly aheadMs: number
}

/** What became of a run. */
export type RunNews =
  | { readonly type: 'pictureTaken' }
  | { readonly type: 'captureEnded'; readonly failure: RecordingFailure }
  | { readonly type: 'spoolFilled' }

export type PartMakerPorts = {
  readonly spool: Spool
  readonly screen: Screen | null
  /** The ffmpeg to run. */
  readonly program: string
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
}

/** Makes parts: one run of the capture each (spec CAP1). */
export interface PartMaker {
  start(run: number, recording: RecordingHome, manner: Manner, tell: (news: RunNews) => void): void
  end(run: number): void
  /** Ends what runs and resolves when all that was captured is on the disk. */
  close(): Promise<void>
  /** Resolves when no run of this recording has anything more to write. */
  settled(recordingId: string): Promise<void>
}

/** A maker over the spool. */
export function createPartMaker(ports: PartMakerPorts): PartMaker {
  const running = new Map<number, { readonly capture: Capture; readonly recordingId: string; readonly done: Promise<void> }>()
  return {
    start(run, recording, manner, tell) {
      if (ports.screen === null) return tell({ type: 'captureEnded', failure: 'noScreen' })
      const part = createPart(ports, recording, manner, tell, () => capture.end())
      const { program, clock } = ports
      const capture = runCapture({ program, args: captureArguments(ports.screen, manner), clock }, part.take)
      const done = finish(ports, run, capture, part, tell).finally(() => running.delete(run))
      running.set(run, { capture, recordingId: recording.id, done })
    },
    end: (run) => running.get(run)?.capture.end(),
    async close() {
      for (const { capture } of running.values()) capture.end()
      await Promise.all([...running.values()].map(({ done }) => done))
    },
    async settled(recordingId) {
      await Promise.all([...running.values()].filter((each) => each.recordingId === recordingId).map(({ done }) => done))
    },
  }
}

async function finish({ log }: PartMakerPorts, run: number, capture: Capture, part: Part, tell: (news: RunNews) => void) {
  const outcome = await capture.outcome
  await part.close(outcome.kind === 'ended').catch((error: unknown) => log.error({ err: error }, 'a part could not be ended'))
  if (outcome.kind === 'ended') return
  const failure = part.isDiskFull ? 'spoolFull' : outcome.failure
  log.warn({ run, failure, said: outcome.said }, 'the capture ended by itself')
  tell({ type: 'captureEnded', failure })
}

/** From this share of its bound on the spool is nearly full (spec SPL4). */
const nearlyFull = 0.8

type Part = {
  take(piece: Piece): Promise<void>
  close(whole: boolean): Promise<void>
  /** Whether the disk took no more of it. */
  readonly isDiskFull: boolean
}

/** A part that is there from its first fragment on: a capture that shows nothing leaves nothing. */
function createPart(
  { spool, clock, random, log }: PartMakerPorts,
  home: RecordingHome,
  { frameRate, wrappingKey, owner, aheadMs }: Manner,
  tell: (news: RunNews) => void,
  stop: () => void,
): Part {
  /** Calls and pauses are told in the server's time, so parts are, too (spec CAP6). */
  const now = () => Math.round(clock.now() - aheadMs)
  const askedAt = now()
  let init: Piece | null = null
  let startedAt = 0
  let endedAt = 0
  let fragments = 0
  let hasFilledDisk = false
  let current: { readonly number: number; readonly writer: PartWriter } | null = null

  /** Said once each time that the spool comes near its bound. */
  function grow(bytes: number): void {
    const wasNear = isNear()
    spool.grew(bytes)
    if (!wasNear && isNear()) log.warn({ bytes: spool.bytes, limit: spool.limitBytes }, 'the spool is nearly full')
  }
  const isNear = () => spool.bytes > spool.limitBytes * nearlyFull

  async function begin(first: Piece): Promise<PartWriter> {
    const sealer = await createSealer(random.bytes(32), wrappingKey, { ...owner, recording: home.id })
    const number = await spool.begin(home, { startedAt, key: sealer.wrappedKey, aheadMs })
    try {
      const writer = await createPartWriter(spool.pathOf(home.id, number), sealer)
      current = { number, writer }
      spool.grew(await writer.write('init', first.bytes))
      return writer
    } catch (error) {
      // One that is open is closed with the capture.
      if (current === null) await spool.removePart(home.id, number, 1)
      throw error
    }
  }

  async function takeFragment(first: Piece, { bytes }: Piece): Promise<void> {
    const size = bytes.byteLength + (current === null ? first.bytes.byteLength : 0)
    if (spool.bytes + size > spool.limitBytes) {
      // What the encoder has still in hand finds nothing to go on with.
      init = null
      tell({ type: 'spoolFilled' })
      return stop()
    }
    const writer = current?.writer ?? (await begin(first))
    grow(await writer.write('fragment', bytes))
    // The clock may be set back meanwhile.
    endedAt = Math.max(endedAt, now())
    fragments += 1
    if (fragments === 1) tell({ type: 'pictureTaken' })
  }

  return {
    get isDiskFull() {
      return hasFilledDisk
    },
    async take(piece) {
      if (piece.kind === 'init') {
        init = piece
        // It comes with the second picture: only that one tells ffmpeg how long the first one lasts. Nothing was captured before it was to be.
        startedAt = Math.max(askedAt, now() - Math.round(1_000 / frameRate))
        endedAt = startedAt
        return
      }
      if (init === null) return
      try {
        await takeFragment(init, piece)
      } catch (error) {
        hasFilledDisk = isDiskFull(error)
        if (hasFilledDisk) log.error('the disk is full; nothing more is recorded until there is room')
        throw error
      }
    },
    async close(whole) {
      if (current === null) return
      const { number, writer } = current
      const isEnded = whole && (await writeEnd(writer))
      const written = await writer.close()
      if (fragments === 0) return spool.removePart(home.id, number, 1)
      await spool.changePart(home.id, number, (part) => ({ ...part, end: { endedAt, ...written, cut: !isEnded } }))
    },
  }

  /** Whether there was room for it: without it the part is one that was cut. */
  async function writeEnd(writer: PartWriter): Promise<boolean> {
    try {
      spool.grew(await writer.write('end', Buffer.from(JSON.stringify({ durationMs: endedAt - startedAt }))))
      return true
    } catch (error) {
      log.warn({ err: error }, 'the end of a part could not be written')
      return false
    }
  }
}
