import { longestRecord } from '@hotseat/protocol'

/** A piece of fragmented MP4 that is whole by itself: ftyp and moov, or one moof with its mdat. */
export type Piece = { readonly kind: 'init' | 'fragment'; readonly bytes: Uint8Array }

/** What of the stream has come and is no piece yet. */
export type Rest = {
  readonly bytes: Uint8Array
  /** Whole boxes that wait for the one that completes their piece. */
  readonly waiting: Uint8Array
}

export const nothingYet: Rest = { bytes: new Uint8Array(0), waiting: new Uint8Array(0) }

/** The stream is no fragmented MP4, and nothing that comes after can be read. */
export class NotMp4 extends Error {
  constructor(what: string) {
    super(`The encoder’s output is no fragmented MP4: ${what}.`)
    this.name = 'NotMp4'
  }
}

/** Cuts what ffmpeg writes into pieces, wherever the chunks end (ISO/IEC 14496-12, 4.2). Boxes that nobody needs are left out. */
export function splitBoxes(rest: Rest, chunk: Uint8Array): { readonly rest: Rest; readonly pieces: readonly Piece[] } {
  const bytes = join(rest.bytes, chunk)
  let { waiting } = rest
  let at = 0
  const pieces: Piece[] = []
  for (let box = readBox(bytes, at); box !== null; box = readBox(bytes, at)) {
    const whole = bytes.subarray(at, at + box.size)
    at += box.size
    switch (box.type) {
      case 'ftyp':
      case 'moof':
        waiting = whole.slice()
        break
      case 'moov':
      case 'mdat':
        pieces.push({ kind: box.type === 'moov' ? 'init' : 'fragment', bytes: join(waiting, whole) })
        waiting = nothingYet.waiting
    }
  }
  return { rest: { bytes: bytes.slice(at), waiting }, pieces }
}

/** The box at `at`, or null while it is not there as a whole. */
function readBox(bytes: Uint8Array, at: number): { readonly type: string; readonly size: number } | null {
  if (bytes.byteLength - at < 8) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, bytes.byteLength - at)
  const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8))
  if (!/^[\x20-\x7e]{4}$/.test(type)) throw new NotMp4('a box without a name')
  const short = view.getUint32(0)
  if (short === 1 && view.byteLength < 16) return null
  const size = short === 1 ? Number(view.getBigUint64(8)) : short
  if (size < 8 || size > longestRecord) throw new NotMp4(`a box ${type} of ${size} bytes`)
  return size <= view.byteLength ? { type, size } : null
}

function join(one: Uint8Array, other: Uint8Array): Uint8Array {
  if (one.byteLength === 0) return other
  const both = new Uint8Array(one.byteLength + other.byteLength)
  both.set(one)
  both.set(other, one.byteLength)
  return both
}
