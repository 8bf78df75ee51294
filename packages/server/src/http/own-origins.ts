import type { Config } from '../config.ts'
import { isLoopback } from '../config.ts'

/** The origins under which this server's own pages are opened. */
export type OwnOrigins = {
  has(origin: string): boolean
  /** The one to print and to put into links; never taken from a request (S-36). */
  readonly main: string
  /** Pages are opened by https, so cookies and HSTS can be told so. */
  readonly secure: boolean
}

/** With `HOTSEAT_ORIGIN` that one only; else the plain addresses of the socket, both loopback names among them. */
export function createOwnOrigins(config: Pick<Config, 'host' | 'origin'>, port: number): OwnOrigins {
  const { origin, host } = config
  if (origin !== null) return { has: (other) => other === origin, main: origin, secure: origin.startsWith('https://') }
  const literal = host.includes(':') ? `[${host}]` : host
  const names = isLoopback(host) ? ['localhost', '127.0.0.1', literal] : [literal]
  const suffix = port === 80 ? '' : `:${port}`
  const all = new Set(names.map((name) => `http://${name}${suffix}`))
  const main = `http://${isLoopback(host) ? 'localhost' : literal}${suffix}`
  return { has: (other) => all.has(other), main, secure: false }
}
