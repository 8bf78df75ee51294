import { spawn } from 'node:child_process'
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import {
  containerMagic,
  encodeRecordHead,
  ownerMember,
  type PartOwner,
  type RecordKind,
  recordNonce,
  tagBytes,
} from '@hotseat/protocol'
import { CompactEncrypt, importJWK } from 'jose'
import { findFfmpeg } from '../../../scripts/ffmpeg.ts'
import type { JsonWebKey } from '../src/ports.ts'
import { parseBoxes } from '../src/recording/media/boxes.ts'

/** What a recorder gets from its ffmpeg. */
export type Video = { readonly init: Buffer; readonly fragments: readonly Buffer[] }
/** A part as a recorder sends it. */
export type SealedPart = { readonly bytes: Buffer; readonly sha256: string; readonly key: Buffer }

/** A video of ffmpeg's test picture, with a picture a second that needs no other, and fragments no longer than `fragmentMs`. */
export async function makeVideo({ seconds = 5, rate = 5, size = '320x180', fragmentMs = 1_000 } = {}): Promise<Video> {
  const source = ['-f', 'lavfi', '-i', `testsrc2=size=${size}:rate=${rate}`, '-t', String(seconds)]
  const picture = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', String(rate)]
  const container = [
    ...['-movflags', '+frag_keyframe+empty_moov+default_base_moof', '-frag_duration', String(fragmentMs * 1_000)],
    ...['-f', 'mp4', 'pipe:1'],
  ]
  return splitVideo(await run(findFfmpeg().ffmpeg, ['-v', 'error', ...source, ...picture, ...container]))
}

/** Runs a program to its end; what it wrote, or an error with what it complained of. */
export async function run(program: string, args: readonly string[], input: Buffer = Buffer.alloc(0)): Promise<Buffer> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'pipe'] })
  // A program that has read enough closes its end.
  child.stdin.on('error', () => undefined).end(input)
  const exit = new Promise<number | null>((resolve) => child.once('close', resolve))
  const [out, complaints, status] = await Promise.all([buffer(child.stdout), buffer(child.stderr), exit])
  if (status !== 0) throw new Error(`${program}: ${complaints}`)
  return out
}

function splitVideo(mp4: Buffer): Video {
  const pieces: { type: string; bytes: Buffer }[] = []
  let at = 0
  for (const { type, size } of parseBoxes(mp4) ?? []) {
    pieces.push({ type, bytes: mp4.subarray(at, at + size) })
    at += size
  }
  const of = (...types: string[]) => pieces.filter(({ type }) => types.includes(type)).map(({ bytes }) => bytes)
  const [moofs, mdats] = [of('moof'), of('mdat')]
  return { init: Buffer.concat(of('ftyp', 'moov')), fragments: moofs.map((moof, at) => Buffer.concat([moof, mdats[at] ?? moof])) }
}

/** Seals a video as a recorder does. `ends: false`: the capture was cut off. */
export function sealPart({ init, fragments }: Video, { ends = true, key = randomBytes(32) } = {}): SealedPart {
  const end = ends ? [['end', Buffer.from(JSON.stringify({ durationMs: fragments.length * 1_000 }))] as const] : []
  const records: (readonly [RecordKind, Buffer])[] = [
    ['init', init],
    ...fragments.map((each) => ['fragment', each] as const),
    ...end,
  ]
  return sealed([containerMagic, ...records.map(([kind, content], number) => sealRecord(key, number, kind, content))], key)
}

/** One record. */
export function sealRecord(key: Buffer, number: number, kind: RecordKind, content: Buffer): Buffer {
  const head = encodeRecordHead(kind, content.length + tagBytes)
  const cipher = createCipheriv('aes-256-gcm', key, recordNonce(number)).setAAD(head)
  return Buffer.concat([head, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

/** A part of these bytes. */
export function sealed(pieces: readonly (Buffer | string)[], key: Buffer): SealedPart {
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece)))
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), key }
}

/** A part's key as it is told: for the server alone. */
export async function wrapKey(key: Buffer, publicKey: JsonWebKey, owner: PartOwner): Promise<string> {
  return new CompactEncrypt(key)
    .setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', [ownerMember]: owner })
    .encrypt(await importJWK({ ...publicKey }, 'ECDH-ES+A256KW'))
}
