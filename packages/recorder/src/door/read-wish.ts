import { isRecord } from '../is-record.ts'

/** What a page wants by `POST /api/v2/me`. */
export type Wish =
  | { readonly kind: 'signIn'; readonly server: string | null; readonly peerServer: string | null; readonly place: string | null }
  | { readonly kind: 'signOut' }
  | { readonly kind: 'unknown' }

/** Names of places as the server takes them. */
const placeForm = /^[^\p{Cc}/]{1,128}$/u

/** Reads the body: the published API's list of `{name, value}`, or an operation. What has the wrong form is unknown; unknown names are ignored. */
export function readWish(body: unknown): Wish {
  if (isRecord(body)) return body.operationName === 'EndContactCenterSession' ? { kind: 'signOut' } : { kind: 'unknown' }
  if (!Array.isArray(body) || !body.every(isPair)) return { kind: 'unknown' }
  const readValue = (name: string) => body.find((pair) => pair.name === name)?.value ?? null
  const [server, peerServer, place] = [readValue('server'), readValue('peer_server'), readValue('place')]
  const devices = readValue('devices')
  if (![server, peerServer, place].every((value) => value === null || typeof value === 'string')) return { kind: 'unknown' }
  if (devices !== null && !(Array.isArray(devices) && devices.every(isDevice))) return { kind: 'unknown' }
  return {
    kind: 'signIn',
    server: textOf(server),
    peerServer: textOf(peerServer),
    place: typeof place === 'string' && placeForm.test(place) ? place : null,
  }
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function isPair(value: unknown): value is { readonly name: string; readonly value?: unknown } {
  return isRecord(value) && typeof value.name === 'string'
}

function isDevice(value: unknown): boolean {
  return isRecord(value) && typeof value.dn === 'string' && (value.switch === undefined || typeof value.switch === 'string')
}
