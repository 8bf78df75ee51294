import { execFileSync } from 'node:child_process'
import { createCipheriv, createHash, randomBytes } from 'node:crypto'
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

/** A part as a recorder uploads it. */
export type SealedFilm = { readonly bytes: Buffer; readonly sha256: string; readonly key: string }

/** A sealed part of at least so many bytes, of a real film whose fragments come again and again. */
export async function sealFilm(
  leastBytes: number,
  wrappingKey: Readonly<Record<string, string>>,
  owner: PartOwner,
): Promise<SealedFilm> {
  const { init, fragments } = film()
  const key = randomBytes(32)
  const pieces: Buffer[] = [Buffer.from(containerMagic, 'latin1'), seal(key, 0, 'init', init)]
  let length = 0
  for (let number = 1; length < leastBytes; number += 1) {
    const piece = seal(key, number, 'fragment', fragments[number % fragments.length] ?? init)
    pieces.push(piece)
    length += piece.length
  }
  pieces.push(seal(key, pieces.length - 1, 'end', Buffer.from('{"durationMs":1000}')))
  const bytes = Buffer.concat(pieces)
  const publicKey = await importJWK({ kty: 'EC', ...wrappingKey }, 'ECDH-ES+A256KW')
  const wrapped = new CompactEncrypt(key).setProtectedHeader({ alg: 'ECDH-ES+A256KW', enc: 'A256GCM', [ownerMember]: owner })
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex'), key: await wrapped.encrypt(publicKey) }
}

function seal(key: Buffer, number: number, kind: RecordKind, content: Buffer): Buffer {
  const head = encodeRecordHead(kind, content.length + tagBytes)
  const cipher = createCipheriv('aes-256-gcm', key, recordNonce(number)).setAAD(head)
  return Buffer.concat([head, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

/** Ten seconds of ffmpeg's test picture, captured as a recorder does. */
function film(): { readonly init: Buffer; readonly fragments: readonly Buffer[] } {
  const source = ['-f', 'lavfi', '-i', 'testsrc2=size=1920x1080:rate=5', '-t', '10']
  const encoder = ['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '28', '-pix_fmt', 'yuv420p', '-g', '5']
  const container = ['-movflags', 'frag_keyframe+empty_moov+default_base_moof', '-frag_duration', '400000', '-f', 'mp4', 'pipe:1']
  const mp4 = execFileSync('ffmpeg', ['-v', 'error', ...source, ...encoder, ...container], { maxBuffer: 1e9 })
  const init: Buffer[] = []
  const fragments: Buffer[] = []
  for (let at = 0; at < mp4.length; ) {
    const [size, type] = [mp4.readUInt32BE(at), mp4.toString('latin1', at + 4, at + 8)]
    const box = mp4.subarray(at, at + size)
    if (type === 'ftyp' || type === 'moov') init.push(box)
    if (type === 'moof') fragments.push(mp4.subarray(at, at + size + mp4.readUInt32BE(at + size)))
    at += size
  }
  return { init: Buffer.concat(init), fragments }
}
