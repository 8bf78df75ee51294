import type { IncomingHttpHeaders } from 'node:http'
import { PartMetadata } from '@hotseat/protocol'
import { Metadata } from '@tus/server'
import { Compile } from 'typebox/compile'
import { faultOf } from '../../fault-of.ts'
import type { Announcement } from '../../recording/media/part-uploads.ts'
import { explain } from '../explain.ts'
import { Refused } from '../problem.ts'

/** The largest part: hours of a busy screen. */
const mostBytes = 4 * 1024 ** 3
/** As many parts as a recorder may name. */
const mostParts = 10_000
const checker = Compile(PartMetadata)

/** Reads the head of a tus creation: its length, which has to be told, and its metadata. Refuses what does not fit. */
export function readAnnouncement(headers: IncomingHttpHeaders): Announcement {
  if (headers['upload-concat'] !== undefined) throw invalid('Upload-Concat', 'is not served')
  const told = parseMetadata(String(headers['upload-metadata'] ?? ''))
  const fault = faultOf(told)
  if (fault !== null) throw new Refused({ code: 'request.malformed' }, [{ field: '', message: fault }])
  if (!checker.Check(told)) throw new Refused({ code: 'request.invalid' }, explain(checker.Errors(told)))
  const length = String(headers['upload-length'] ?? '')
  if (!/^\d{1,15}$/.test(length)) throw invalid('Upload-Length', 'must be the number of bytes')
  if (Number(length) > mostBytes) throw new Refused({ code: 'request.tooLarge' })
  const [startedAt, endedAt, part] = [Number(told.startedAt), Number(told.endedAt), Number(told.part)]
  if (endedAt < startedAt) throw invalid('endedAt', 'must not be before startedAt')
  if (part > mostParts) throw invalid('part', `must be at most ${mostParts}`)
  return {
    ...{ recordingId: told.recording, part, startedAt, endedAt, cut: told.cut === 'true', sha256: told.sha256 },
    ...{ bytes: Number(length), wrappedKey: told.key },
  }
}

function parseMetadata(text: string): unknown {
  try {
    return Metadata.parse(text)
  } catch {
    throw invalid('Upload-Metadata', 'must be metadata as tus has them')
  }
}

function invalid(field: string, message: string): Refused {
  return new Refused({ code: 'request.invalid' }, [{ field, message }])
}
