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
  /** Where its upload goes on, below the server's origin; null before it was begun. */
  readonly uploadPath: string | null
  /** Since when it is set aside: it counts as lost, is tried now and then, and goes after a while. Null: it is not. */
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
  readonly begunAt: number
  /** No more parts come, as far as is known. */
  readonly closed: boolean
  /** What the server has confirmed to know of it. */
  readonly told: 'nothing' | 'begun'
  /** How many parts the server has confirmed to expect; null: it was not told yet. */
  readonly toldParts: number | null
  /** Since when it is set aside as a whole; null: it is not. */
  readonly asideAt: number | null
  /** The number of its last part, those that the server has included. */
  readonly lastPart: number
  /** How many of its parts are not to be waited for: nothing whole was in them, or they are set aside or were. */
  readonly lost: number
  readonly parts: readonly KeptPart[]
}

/** How many of its parts will arrive, as far as is known (spec RC33). */
export function partsToCome({ lastPart, lost }: KeptRecording): number {
  return lastPart - lost
}

/** A recording's file as it was kept; null: that is none of ours. */
export function parseKeptRecording(text: string): KeptRecording | null {
  return readKeptRecording(parseJson(text))
}

export function readKeptRecording(value: unknown): KeptRecording | null {
  if (!isRecord(value) || !Array.isArray(value.parts)) return null
  const { id, server, tenant, begunAt, closed, told, toldParts, asideAt, lastPart, lost } = value
  if (typeof id !== 'string' || typeof server !== 'string' || typeof tenant !== 'string') return null
  if ((told !== 'nothing' && told !== 'begun') || typeof closed !== 'boolean' || typeof begunAt !== 'number') return null
  if (typeof lastPart !== 'number' || typeof lost !== 'number') return null
  if (!isNumberOrNull(toldParts) || !isNumberOrNull(asideAt)) return null
  const parts = value.parts.map(parsePart)
  if (!parts.every((part) => part !== null)) return null
  return { id, server, tenant, begunAt, closed, told, toldParts, asideAt, lastPart, lost, parts }
}

function parsePart(value: unknown): KeptPart | null {
  if (!isRecord(value)) return null
  const { part, startedAt, key, uploadPath, asideAt, aheadMs } = value
  if (typeof part !== 'number' || typeof startedAt !== 'number' || typeof key !== 'string' || !isNumberOrNull(asideAt))
    return null
  if (typeof aheadMs !== 'number' || (uploadPath !== null && typeof uploadPath !== 'string')) return null
  const end = value.end === null ? null : parseEnd(value.end)
  return end === undefined ? null : { part, startedAt, key, end, uploadPath, asideAt, aheadMs }
}

function parseEnd(value: unknown): KeptPart['end'] | undefined {
  if (!isRecord(value)) return undefined
  const { endedAt, sha256, bytes, cut } = value
  if (typeof endedAt !== 'number' || typeof sha256 !== 'string' || typeof bytes !== 'number' || typeof cut !== 'boolean')
    return undefined
  return { endedAt, sha256, bytes, cut }
}

function isNumberOrNull(value: unknown): value is number | null {
  return value === null || typeof value === 'number'
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
