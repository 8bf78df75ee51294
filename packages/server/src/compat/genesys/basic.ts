import { faultOf } from '../../fault-of.ts'

/** A name and a password as they came in a header; both are looked at and dropped. */
export type Basic = { readonly name: string; readonly password: string }

const form = /^Basic +([A-Za-z0-9+/]{1,4096}={0,2}) *$/i
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** As in the native API; longer ones are nobody's. */
const longest = { name: 300, password: 1_024 } as const

/** Reads `Authorization: Basic` (RFC 7617, UTF-8). Null for anything that nobody can have as name and password. */
export function readBasic(header: string | undefined): Basic | null {
  const [, encoded] = form.exec(header ?? '') ?? []
  const text = encoded === undefined ? null : decode(encoded)
  const at = text?.indexOf(':') ?? -1
  if (text === null || at < 1) return null
  const basic = { name: text.slice(0, at), password: text.slice(at + 1) }
  const fits = basic.name.length <= longest.name && basic.password.length <= longest.password && basic.password !== ''
  return fits && faultOf(basic) === null ? basic : null
}

function decode(encoded: string): string | null {
  try {
    return utf8.decode(Buffer.from(encoded, 'base64'))
  } catch {
    return null
  }
}
