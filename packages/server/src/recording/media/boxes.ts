/** A box of an MP4 (ISO/IEC 14496-12): `body` is what is there of it after its head, `size` is all of it as it says. */
export type Box = { readonly type: string; readonly size: number; readonly body: Buffer }

/** The boxes that stand in a row; of the last one some may be missing. Null: that is no row of boxes. */
export function parseBoxes(bytes: Buffer): readonly Box[] | null {
  const boxes: Box[] = []
  for (let at = 0; at < bytes.length; ) {
    if (bytes.length - at < 8) return null
    const short = bytes.readUInt32BE(at)
    const isLong = short === 1
    const head = isLong ? 16 : 8
    if (bytes.length - at < head) return null
    const size = isLong ? Number(bytes.readBigUInt64BE(at + 8)) : short
    // A size of 0 is a box without an end, which nothing may follow.
    if (size < head || !Number.isSafeInteger(size)) return null
    boxes.push({ type: bytes.toString('latin1', at + 4, at + 8), size, body: bytes.subarray(at + head, at + size) })
    at += size
  }
  return boxes
}

/** The first box on a path of types, such as `moov` `trak` `mdia`. */
export function findBox(bytes: Buffer, ...path: readonly string[]): Buffer | undefined {
  const [type, ...deeper] = path
  for (const box of parseBoxes(bytes) ?? []) {
    if (box.type !== type) continue
    const found = deeper.length === 0 ? box.body : findBox(box.body, ...deeper)
    if (found) return found
  }
  return undefined
}

/** What a parser reads, or null where the bytes end before it does. */
export function parseOrNull<T>(parse: () => T | null): T | null {
  try {
    return parse()
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
