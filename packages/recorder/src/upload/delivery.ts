import type { RecordingFailure } from '@hotseat/core'
import type { Logger } from 'pino'
import type { Clock, Random } from '../ports.ts'
import type { KeptPart, KeptRecording } from '../spool/kept-recording.ts'
import type { Spool } from '../spool/spool.ts'
import { isLastingForReport, judgeFailure } from './judge-failure.ts'
import { mayGo, nameOf, nextReport, nextUpload, type ReadyPart, type Report, tryAsideEveryMs } from './next-errand.ts'
import type { Pauses } from './pauses.ts'
import { createQueue } from './queue.ts'
import { Refused } from './refused.ts'
import type { ServerDoor } from './server-door.ts'
import { PartLost, uploadPart } from './upload-part.ts'

export type DeliveryPorts = {
  readonly spool: Spool
  /** The server of this delivery; it sends nothing to another. */
  readonly server: string
  readonly isOwn: (recording: KeptRecording) => boolean
  readonly doorOf: (tenant: string) => ServerDoor
  readonly clock: Clock
  readonly random: Random
  readonly log: Logger
  /** The server says that this recording is not ours to make. */
  readonly onRefused: (recordingId: string) => void
}

/** Brings what is in the spool to one server: reports, and beside them parts, each in their order. */
export interface Delivery {
  wake(): void
  hurry(): void
  /** Tells why nothing can be recorded; a server that does not hear it finds out by itself. */
  reportFailed(tenant: string, recordingId: string, failure: RecordingFailure): void
  close(): Promise<void>
}

/** A delivery that goes on for as long as there is something, whether or not somebody is signed in (spec LB17, RC15). */
export function createDelivery(ports: DeliveryPorts): Delivery {
  const { spool, server, isOwn, doorOf, clock, random, log } = ports
  const stop = new AbortController()
  /** How often a part was sent from its start and refused, since the start. */
  const refusals = new Map<string, number>()
  const own = () => spool.recordings.filter(isOwn)
  const onFailure = (error: unknown) =>
    log.warn(
      { server, reason: error instanceof Error ? error.message : 'unknown' },
      'the server did not take something; it is tried again',
    )

  const reports = createQueue({
    ...{ clock, random, onFailure },
    next(pauses) {
      const report = nextReport(own(), clock.now(), pauses)
      return report === null ? null : { name: report.id, run: () => carryOut(report, pauses) }
    },
  })
  const uploads = createQueue({
    ...{ clock, random, onFailure },
    next(pauses) {
      const ready = nextUpload(own(), pauses)
      return ready === null ? null : { name: nameOf(ready.recording, ready.part), run: (gotOn) => send(ready, pauses, gotOn) }
    },
  })

  async function carryOut(report: Report, pauses: Pauses): Promise<void> {
    if (report.kind === 'remove') return spool.remove(report.id, (recording) => mayGo(recording, clock.now()))
    if (report.kind === 'removePart') return spool.removePart(report.id, report.part, 0)
    const { id, body } = report
    try {
      await doorOf(spool.find(id)?.tenant ?? '').report(id, body)
    } catch (error) {
      if (!(error instanceof Refused) || !isLastingForReport(error)) throw error
      log.error({ recording: id, what: body.what, code: error.code }, 'the server refuses a recording; it is set aside')
      pauses.begin(id, tryAsideEveryMs)
      ports.onRefused(id)
      return spool.change(id, (each) => ({ ...each, closed: true, asideAt: each.asideAt ?? clock.now() }))
    }
    pauses.forget(id)
    const told = body.what === 'finished' ? { toldParts: body.parts } : {}
    await spool.change(id, (each) => ({ ...each, asideAt: null, told: 'begun', ...told }))
  }

  async function send({ recording, part, end }: ReadyPart, pauses: Pauses, onChunk: () => void): Promise<void> {
    const { id, tenant } = recording
    const name = nameOf(recording, part)
    const door = doorOf(tenant)
    const token = await door.token()
    try {
      await uploadPart({
        ...{ server, token, path: spool.pathOf(id, part.part), bytes: end.bytes, uploadPath: part.uploadPath, clock },
        metadata: {
          ...{ recording: id, part: String(part.part), startedAt: String(part.startedAt), endedAt: String(end.endedAt) },
          ...{ sha256: end.sha256, key: part.key, cut: end.cut ? 'true' : 'false' },
        },
        // Without it the part comes from its beginning, no more.
        onPath: (path) => spool.changePart(id, part.part, (each) => ({ ...each, uploadPath: path })).catch(onFailure),
        onChunk,
        signal: stop.signal,
      })
    } catch (error) {
      if (error instanceof PartLost) return setAside(recording, part, error, pauses)
      if (!(error instanceof Refused)) throw error
      // What was set aside has been tried as often as that before.
      const judgement = judgeFailure(error, part.asideAt === null ? (refusals.get(name) ?? 0) : Number.POSITIVE_INFINITY)
      if (judgement === 'setAside') return setAside(recording, part, error, pauses)
      if (judgement === 'newToken') await door.token(true)
      if (judgement === 'startOver') {
        refusals.set(name, (refusals.get(name) ?? 0) + 1)
        await spool.changePart(id, part.part, (each) => ({ ...each, uploadPath: null }))
      }
      throw error
    }
    // The server has it: only now it may go (spec SPL5). One that was given up counts again.
    refusals.delete(name)
    pauses.forget(name)
    await spool.removePart(id, part.part, part.asideAt === null ? 0 : -1)
    log.info({ recording: id, part: part.part, bytes: end.bytes }, 'a part was uploaded')
  }

  /** It is tried again at each start and once a day, and counts as lost until it is taken (spec UPL3). */
  async function setAside(recording: KeptRecording, part: KeptPart, error: Error, pauses: Pauses): Promise<void> {
    pauses.begin(nameOf(recording, part), tryAsideEveryMs)
    // It may be time that it goes.
    if (part.asideAt !== null) return reports.wake()
    log.error({ recording: recording.id, part: part.part, reason: error.message }, 'a part is set aside')
    await spool.change(recording.id, (each) => ({
      ...each,
      lost: each.lost + 1,
      parts: each.parts.map((other) => (other.part === part.part ? { ...other, asideAt: clock.now(), uploadPath: null } : other)),
    }))
  }

  return {
    wake() {
      reports.wake()
      uploads.wake()
    },
    hurry() {
      reports.hurry()
      uploads.hurry()
    },
    reportFailed(tenant, recordingId, failure) {
      doorOf(tenant).report(recordingId, { what: 'failed', failure }).catch(onFailure)
    },
    async close() {
      stop.abort()
      await Promise.all([reports.close(), uploads.close()])
    },
  }
}
