import type { Config } from '../config.ts'
import { isLoopback } from '../config.ts'

/** The origins under which this server's own pages are opened. */
export type OwnOrigins = {
  has(origin: string): boolean
  /** The one to print and to put into links; never taken from a request (S-36). */
  main(): string
  /** Pages are opened by https, so cookies and HSTS can be told so. */
  readonly secure: boolean
  /** Tells the port that was really taken, when the configuration leaves it open. */
  listensOn(port: number): void
}

/** With `HOTSEAT_ORIGIN` that one only; else the plain addresses of the socket, both loopback names among them. */
export function createOwnOrigins({ host, origin, port }: Pick<Config, 'host' | 'origin' | 'port'>): OwnOrigins {
  let taken = port
  const literal = host.includes(':') ? `[${host}]` : host
  const names = isLoopback(host) ? ['localhost', '127.0.0.1', literal] : [literal]
  const all = () => (origin === null ? names.map((name) => `http://${name}${taken === 80 ? '' : `:${taken}`}`) : [origin])
  let known = all()
  return {
    has: (other) => known.includes(other),
    main: () => known[0] ?? '',
    secure: origin?.startsWith('https://') ?? false,
    listensOn(port) {
      taken = port
      known = all()
    },
  }
}
