import type { RecordingFailure } from '@hotseat/core'
import type { Logger } from 'pino'
import type { Clock, Random } from '../ports.ts'
import type { KeptRecording } from '../spool/kept-recording.ts'
import type { Spool } from '../spool/spool.ts'
import { createErrands } from './errands.ts'
import { judgeFailure } from './judge-failure.ts'
import { nextReport, nextUpload, type ReadyPart, type Report } from './next-errand.ts'
import { Refused, type ServerDoor } from './server-door.ts'
import { uploadPart } from './upload-part.ts'

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
  const { spool, server, isOwn, doorOf, clock, log } = ports
  const stop = new AbortController()
  /** How often a part was sent whole and refused, since the start. */
  const refusals = new Map<string, number>()
  const own = () => spool.recordings.filter(isOwn)
  const onFailure = (error: unknown) =>
    log.warn(
      { server, reason: error instanceof Error ? error.message : 'unknown' },
      'the server did not take something; it is tried again',
    )

  const reports = createErrands(
    ports,
    () => {
      const report = nextReport(own(), clock.now())
      return report === null ? null : () => carryOut(report)
    },
    onFailure,
  )
  const uploads = createErrands(
    ports,
    () => {
      const ready = nextUpload(own())
      return ready === null ? null : (gotOn) => send(ready, gotOn)
    },
    onFailure,
  )

  async function carryOut(report: Report): Promise<void> {
    if (report.kind === 'remove') return spool.remove(report.id)
    if (report.kind === 'removePart') return spool.removePart(report.id, report.part)
    const { id, body } = report
    try {
      await doorOf(spool.find(id)?.tenant ?? '').report(id, body)
    } catch (error) {
      if (!(error instanceof Refused) || error.status === 401 || error.status === 429 || error.status >= 500) throw error
      log.error({ recording: id, what: body.what, code: error.code }, 'the server refuses a recording; it is set aside')
      ports.onRefused(id)
      const parts = (all: KeptRecording['parts']) => all.map((part) => ({ ...part, asideAt: clock.now() }))
      return spool.change(id, (each) => ({ ...each, told: 'finished', closed: true, parts: parts(each.parts) }))
    }
    await spool.change(id, (each) => ({ ...each, told: body.what === 'begun' ? 'begun' : 'finished' }))
  }

  async function send({ recording: { id, tenant }, part, end }: ReadyPart, onChunk: () => void): Promise<void> {
    const name = `${id}/${part.part}`
    const door = doorOf(tenant)
    try {
      await uploadPart({
        ...{ server, token: await door.token(), path: spool.pathOf(id, part.part), uploadUrl: part.uploadUrl, clock },
        metadata: {
          ...{ recording: id, part: String(part.part), startedAt: String(part.startedAt), endedAt: String(end.endedAt) },
          ...{ sha256: end.sha256, key: part.key, cut: end.cut ? 'true' : 'false' },
        },
        // Without it the part comes from its beginning, no more.
        onUrl: (url) => spool.changePart(id, part.part, (each) => ({ ...each, uploadUrl: url })).catch(onFailure),
        onChunk,
        signal: stop.signal,
      })
    } catch (error) {
      const refused = error instanceof Refused ? error : null
      const judgement = judgeFailure(refused?.status ?? null, refused?.code ?? '', refusals.get(name) ?? 0)
      if (judgement === 'newToken') await door.token(true)
      if (judgement === 'startOver') {
        refusals.set(name, (refusals.get(name) ?? 0) + 1)
        await spool.changePart(id, part.part, (each) => ({ ...each, uploadUrl: null }))
      }
      if (judgement !== 'setAside') throw error
      log.error(
        { recording: id, part: part.part, status: refused?.status, code: refused?.code },
        'the server refuses a part; it is set aside',
      )
      await spool.change(id, (each) => ({
        ...each,
        lost: each.lost + 1,
        parts: each.parts.map((other) => (other.part === part.part ? { ...other, asideAt: clock.now() } : other)),
      }))
      return
    }
    // The server has it: only now it may go (spec SPL5).
    refusals.delete(name)
    await spool.removePart(id, part.part)
    log.info({ recording: id, part: part.part, bytes: end.bytes }, 'a part was uploaded')
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
