import { IpcortexError } from './errors.ts'

/** The origin that `setHost` and `setWSHost` mean: an address, or a host name alone, which then is reached securely. */
export function parseHost(uri: unknown, secure: 'https' | 'wss'): string {
  const text = typeof uri === 'string' ? uri.trim() : ''
  const address = /^[a-z]+:\/\//i.test(text) ? text : `${secure}://${text}`
  const form = secure === 'https' ? /^https?:\/\/[^/\s]+/i : /^wss?:\/\/[^/\s]+/i
  if (!form.test(address)) throw new IpcortexError('host.invalid', `${text} is no address of ${secure}`)
  return new URL(address).origin
}

/** A socket's address at another host. */
export function atHost(url: string, wsHost: string | null): string {
  return wsHost === null ? url : url.replace(/^wss?:\/\/[^/]+/i, wsHost)
}
