import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NotMp4, nothingYet, type Piece, splitBoxes } from './split-boxes.ts'

const box = (type: string, size: number, long = false) => {
  const head = Buffer.alloc(long ? 16 : 8)
  head.write(type, 4, 'latin1')
  if (long) head.writeBigUInt64BE(BigInt(size + 16), 8)
  head.writeUInt32BE(long ? 1 : size + 8)
  return Buffer.concat([head, Buffer.alloc(size, type)])
}
const [ftyp, moov, moof, mdat] = [box('ftyp', 16), box('moov', 300), box('moof', 50), box('mdat', 900, true)]
const stream = Buffer.concat([ftyp, moov, box('sidx', 20), moof, mdat, moof, mdat, box('mfra', 40)])

const split = (bytes: Uint8Array, cuts: readonly number[]) => {
  const edges = [0, ...[...cuts].sort((a, b) => a - b), bytes.byteLength]
  let rest = nothingYet
  const pieces: Piece[] = []
  for (const [at, edge] of edges.entries()) {
    const next = splitBoxes(rest, bytes.subarray(edges[at - 1] ?? 0, edge))
    rest = next.rest
    pieces.push(...next.pieces)
  }
  return { pieces: pieces.map(({ kind, bytes }) => [kind, Buffer.from(bytes).toString('hex')]), rest }
}

describe('what ffmpeg writes', () => {
  test('[CAP1] [SPL2] is one init and one piece for each fragment, wherever the pipe cuts it', () => {
    const fragment = ['fragment', Buffer.concat([moof, mdat]).toString('hex')]
    const whole = [['init', Buffer.concat([ftyp, moov]).toString('hex')], fragment, fragment]
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: stream.byteLength }), { maxLength: 30 }), (cuts) => {
        const { pieces, rest } = split(stream, cuts)
        expect(pieces).toEqual(whole)
        expect(rest.bytes.byteLength).toBe(0)
      }),
    )
  })

  test('[UPL2] what waits is never more than one piece', () => {
    const { rest } = split(stream.subarray(0, stream.byteLength - 60), [5, 700])
    expect(rest.bytes.byteLength + rest.waiting.byteLength).toBeLessThan(moof.byteLength + mdat.byteLength)
  })

  test('[CAP3] what is no MP4 is a fault of the capture, not of the recorder', () => {
    for (const bytes of ['not a box at all', '\0\0\0\x02mdat', '\x7f\xff\xff\xffmdat', '\0\0\0\0mdat'])
      expect(() => splitBoxes(nothingYet, Buffer.from(bytes, 'latin1'))).toThrow(NotMp4)
  })
})
