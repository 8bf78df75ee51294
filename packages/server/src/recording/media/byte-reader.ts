/** Reads a stream by lengths, and holds no more of it than its last chunk. */
export type ByteReader = {
  /** What comes next, at most so many bytes; null at the end. */
  next(most: number): Promise<Buffer | null>
  /** So many bytes, or null when fewer are left, which are gone then. */
  exactly(length: number): Promise<Buffer | null>
}

/** A reader over a stream's chunks. */
export function createByteReader(source: AsyncIterable<Buffer>): ByteReader {
  const chunks = source[Symbol.asyncIterator]()
  let rest: Buffer = Buffer.alloc(0)

  async function next(most: number): Promise<Buffer | null> {
    while (rest.length === 0) {
      const { done, value } = await chunks.next()
      if (done === true) return null
      rest = value
    }
    const piece = rest.subarray(0, most)
    rest = rest.subarray(piece.length)
    return piece
  }

  return {
    next,
    async exactly(length) {
      const pieces: Buffer[] = []
      for (let left = length; left > 0; ) {
        const piece = await next(left)
        if (piece === null) return null
        pieces.push(piece)
        left -= piece.length
      }
      return pieces.length === 1 && pieces[0] !== undefined ? pieces[0] : Buffer.concat(pieces)
    },
  }
}
