import { createHotseat, type Hotseat, HotseatError, type World } from '@hotseat/client'
import type { SessionDocument } from '@hotseat/protocol'
import type { Logger } from 'pino'
import type { Clock } from '../ports.ts'
import { createPassingStore } from './file-store.ts'

/** What somebody signs in with. It is in memory for as long as it may be of use, and nowhere else (spec LB13, S-52). */
export type Credentials =
  | { readonly kind: 'ticket'; readonly ticket: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }

/** Who is signed in here, and where. */
export type Seated = { readonly hotseat: Hotseat; readonly server: string; readonly user: SessionDocument['user'] }

/** How a sign-in went. */
export type SignInOutcome =
  | { readonly kind: 'signedIn'; readonly user: SessionDocument['user'] }
  | { readonly kind: 'refused'; readonly error: HotseatError }
  /** No server answered; it is tried again for a while. */
  | { readonly kind: 'unreachable' }

export type SignOnPorts = {
  readonly world: World
  readonly clock: Clock
  readonly version: string
  readonly log: Logger
  /** Somebody is signed in, or nobody is any more. `before` is who was. */
  readonly onSeat: (seated: Seated | null, before: Seated | null) => void
}

/** The recorder's session at a server. One person at a time (spec LB17). */
export interface SignOn {
  readonly seated: Seated | null
  /** Whether the server is there; `none`: nobody is signed in. */
  readonly line: 'connected' | 'lost' | 'none'
  /** Signs in at the first server that answers. What a server refuses is final (spec LB12). */
  signIn(credentials: Credentials, servers: readonly string[], place: string | null): Promise<SignInOutcome>
  /** Looks whether these are right, and changes nothing here. */
  verify(credentials: Credentials, servers: readonly string[]): Promise<SignInOutcome>
  signOut(): Promise<void>
  /** Comes back to the session that was there before a restart, by the recorder's key (spec LB18); resolves when that is decided. */
  restore(servers: readonly string[]): Promise<void>
  close(): void
}

/** How long credentials are tried when no server answers: a ticket counts no longer, and a password is not kept longer. */
const keepTryingMs = { ticket: 30_000, basic: 60_000 } as const
const pauseMs = 2_000
/** A server that cannot now is as good as one that does not answer. */
const notNow = [0, 502, 503, 504]

/** A sign-on over the client. */
export function createSignOn({ world, clock, version, log, onSeat }: SignOnPorts): SignOn {
  let seated: Seated | null = null
  let isRestoring = false
  /** Whoever signs in or out later makes what is still tried void. */
  let attempt = new AbortController()
  const supersede = () => {
    attempt.abort()
    attempt = new AbortController()
    return attempt.signal
  }
  const open = (server: string, where = world) => createHotseat({ origin: server, credential: 'bearer', world: where })

  async function tryOnce(
    credentials: Credentials,
    servers: readonly string[],
    place: string | null,
    where = world,
  ): Promise<{ readonly hotseat: Hotseat; readonly server: string; readonly document: SessionDocument } | HotseatError | null> {
    for (const server of servers) {
      const hotseat = open(server, where)
      try {
        return { hotseat, server, document: await present(hotseat, credentials, place, version) }
      } catch (error) {
        hotseat.close()
        if (!(error instanceof HotseatError)) throw error
        if (!notNow.includes(error.status)) return error
        log.warn({ server, code: error.code }, 'a server does not answer a sign-in')
      }
    }
    return null
  }

  function take(hotseat: Hotseat, server: string, { user }: SessionDocument): void {
    const before = seated
    seated = { hotseat, server, user }
    const own = seated
    hotseat.on('status', ({ kind }) => {
      if (kind === 'signedOut' && seated === own) leave(own)
    })
    if (before !== null) {
      // Another person's session here is over (LB17); one's own from before goes on in the new one.
      if (before.user.id !== user.id || before.user.tenant !== user.tenant || before.server !== server)
        before.hotseat.signOut({ alone: true }).catch(() => undefined)
      before.hotseat.close()
    }
    log.info({ server, user: user.username, tenant: user.tenant }, 'signed in')
    onSeat(seated, before)
    if (hotseat.status.kind === 'signedOut') leave(own)
  }

  function leave(own: Seated): void {
    if (seated !== own) return
    seated = null
    own.hotseat.close()
    log.info({ server: own.server, user: own.user.username }, 'signed out')
    onSeat(null, own)
  }

  async function signIn(credentials: Credentials, servers: readonly string[], place: string | null, signal: AbortSignal) {
    const found = await tryOnce(credentials, servers, place)
    if (found === null) return { kind: 'unreachable' } as const
    if (found instanceof HotseatError) return { kind: 'refused', error: found } as const
    if (signal.aborted) {
      found.hotseat.signOut({ alone: true }).catch(() => undefined)
      found.hotseat.close()
      return { kind: 'unreachable' } as const
    }
    take(found.hotseat, found.server, found.document)
    return { kind: 'signedIn', user: found.document.user } as const
  }

  async function keepTrying(credentials: Credentials, servers: readonly string[], place: string | null, signal: AbortSignal) {
    const until = clock.now() + keepTryingMs[credentials.kind]
    while (clock.now() + pauseMs < until) {
      await new Promise<void>((resolve) => {
        clock.after(pauseMs, resolve)
      })
      if (signal.aborted) return
      const outcome = await signIn(credentials, servers, place, signal)
      if (outcome.kind !== 'unreachable') return
    }
    log.warn('no server answered; the credentials are forgotten')
  }

  return {
    get seated() {
      return seated
    },
    get line() {
      if (seated === null) return isRestoring ? 'lost' : 'none'
      const { kind } = seated.hotseat.status
      return kind === 'connected' || kind === 'checking' ? 'connected' : 'lost'
    },
    async signIn(credentials, servers, place) {
      const signal = supersede()
      const outcome = await signIn(credentials, servers, place, signal)
      if (outcome.kind === 'unreachable' && !signal.aborted)
        keepTrying(credentials, servers, place, signal).catch((error: unknown) => log.error({ err: error }, 'a sign-in failed'))
      return outcome
    },
    async verify(credentials, servers) {
      // Nothing of it is kept: the session that goes on here is found again after a restart.
      const found = await tryOnce(credentials, servers, null, { ...world, store: createPassingStore() })
      if (found === null) return { kind: 'unreachable' }
      if (found instanceof HotseatError) return { kind: 'refused', error: found }
      await found.hotseat.signOut({ alone: true }).catch(() => undefined)
      found.hotseat.close()
      return { kind: 'signedIn', user: found.document.user }
    },
    async signOut() {
      supersede()
      const own = seated
      if (own === null) return
      await own.hotseat.signOut({ alone: true }).catch(() => undefined)
      leave(own)
    },
    async restore(servers) {
      const signal = supersede()
      const findSession = async (server: string) => {
        const hotseat = open(server)
        // Whoever signs in meanwhile is who is here; the client of before would keep its own session in the place of theirs.
        const giveUp = () => hotseat.close()
        signal.addEventListener('abort', giveUp)
        const document = await hotseat.restore().catch(() => null)
        signal.removeEventListener('abort', giveUp)
        if (document === null || signal.aborted || seated !== null) hotseat.close()
        else take(hotseat, server, document)
      }
      isRestoring = true
      signal.addEventListener('abort', () => {
        isRestoring = false
      })
      await Promise.all(servers.map(findSession))
      isRestoring = false
    },
    close() {
      attempt.abort()
      seated?.hotseat.close()
    },
  }
}

/** The password goes into one request; what is kept is the key (spec LB11, S-41). */
function present(hotseat: Hotseat, credentials: Credentials, place: string | null, version: string): Promise<SessionDocument> {
  if (credentials.kind === 'ticket')
    return hotseat.signInByTicket({ ticket: credentials.ticket, version, ...(place === null ? {} : { place }) })
  const { username, password } = credentials
  return hotseat.signIn({ username, password, application: 'recorder', ...(place === null ? {} : { place }) })
}
