/** The bytes [from, to) that are asked for; `all`: the whole; `none`: they are not there (416). */
export type WantedBytes = { readonly from: number; readonly to: number } | 'all' | 'none'

/**
 * Reads a `Range` header (RFC 9110, 14.2). What is not one range of bytes counts as not asked, as the RFC has it: other units, several ranges,
 * what cannot be read. So does a range of what the asker knows otherwise (`If-Range`, 13.1.5: strong tags only).
 */
export function parseByteRange(
  asked: { readonly range: string | undefined; readonly ifRange: string | undefined },
  whole: { readonly bytes: number; readonly entityTag: string },
): WantedBytes {
  if (asked.range === undefined || (asked.ifRange !== undefined && asked.ifRange !== whole.entityTag)) return 'all'
  const [, first, last] = /^bytes=[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/i.exec(asked.range) ?? []
  if (first === undefined || last === undefined || first + last === '') return 'all'
  const { bytes } = whole
  if (first === '') {
    const suffix = Math.min(bytes, Number(last))
    return suffix === 0 ? 'none' : { from: bytes - suffix, to: bytes }
  }
  const from = Number(first)
  if (last !== '' && Number(last) < from) return 'all'
  return from >= bytes ? 'none' : { from, to: last === '' ? bytes : Math.min(bytes, Number(last) + 1) }
}
