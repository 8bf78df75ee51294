import { isRecord } from '../is-record.ts'

/** A part that lies in the spool. Moments are epoch ms. */
export type KeptPart = {
  /** From 1. */
  readonly part: number
  readonly startedAt: number
  /** The part's key as wrapped for the server: a compact JWE. */
  readonly key: string
  /** Null while it is written. */
  readonly end: { readonly endedAt: number; readonly sha256: string; readonly bytes: number; readonly cut: boolean } | null
  /** Where its upload goes on; null before it was begun. */
  readonly uploadUrl: string | null
  /** When the server refused it for good: it stays here for a while, and is looked at by nobody. Null: it did not. */
  readonly asideAt: number | null
  /** By how much this machine's clock was ahead of the server's, in which the part's moments are. */
  readonly aheadMs: number
}

/** What the spool knows of a recording. */
export type KeptRecording = {
  readonly id: string
  /** Where it goes: the server's origin and the tenant. */
  readonly server: string
  readonly tenant: string
  /** When its first picture was captured. */
  readonly begunAt: number | null
  /** No more parts come. */
  readonly closed: boolean
  /** What the server has confirmed to know. */
  readonly told: 'nothing' | 'begun' | 'finished'
  /** The number of its last part, those that the server has included. */
  readonly lastPart: number
  /** How many of its parts will never arrive: nothing whole was in them, or the server refused them for good. */
  readonly lost: number
  readonly parts: readonly KeptPart[]
}

/** A recording's file as it was kept; null: that is none of ours. */
export function parseKeptRecording(text: string): KeptRecording | null {
  const value = parseJson(text)
  if (!isRecord(value) || !Array.isArray(value.parts)) return null
  const { id, server, tenant, begunAt, closed, told, lastPart, lost } = value
  if (typeof id !== 'string' || typeof server !== 'string' || typeof tenant !== 'string') return null
  if (told !== 'nothing' && told !== 'begun' && told !== 'finished') return null
  if (typeof closed !== 'boolean' || typeof lastPart !== 'number') return null
  if (typeof lost !== 'number' || !isMomentOrNull(begunAt)) return null
  const parts = value.parts.map(parsePart)
  if (!parts.every((part) => part !== null)) return null
  return { id, server, tenant, begunAt, closed, told, lastPart, lost, parts }
}

function parsePart(value: unknown): KeptPart | null {
  if (!isRecord(value)) return null
  const { part, startedAt, key, uploadUrl, asideAt, aheadMs } = value
  if (typeof part !== 'number' || typeof startedAt !== 'number' || typeof key !== 'string' || !isMomentOrNull(asideAt))
    return null
  if (typeof aheadMs !== 'number' || (uploadUrl !== null && typeof uploadUrl !== 'string')) return null
  const end = value.end === null ? null : parseEnd(value.end)
  return end === undefined ? null : { part, startedAt, key, end, uploadUrl, asideAt, aheadMs }
}

function parseEnd(value: unknown): KeptPart['end'] | undefined {
  if (!isRecord(value)) return undefined
  const { endedAt, sha256, bytes, cut } = value
  if (typeof endedAt !== 'number' || typeof sha256 !== 'string' || typeof bytes !== 'number' || typeof cut !== 'boolean')
    return undefined
  return { endedAt, sha256, bytes, cut }
}

function isMomentOrNull(value: unknown): value is number | null {
  return value === null || typeof value === 'number'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
