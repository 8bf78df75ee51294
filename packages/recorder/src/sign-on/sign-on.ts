import { createHotseat, type Hotseat, HotseatError, type Store, type World } from '@hotseat/client'
import type { SessionDocument } from '@hotseat/protocol'
import type { Logger } from 'pino'
import type { Clock } from '../ports.ts'
import { createPassingStore } from './file-store.ts'
import { createTrialStore, type TrialStore } from './trial-store.ts'

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
  /** Somebody signed in or out meanwhile. */
  | { readonly kind: 'superseded' }

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
  /**
   * Signs in at the first server that answers. What a server refuses is final (spec LB12). When none answers it is tried again for a while
   * (LB13); `onLater`: that came to a sign-in.
   */
  signIn(credentials: Credentials, servers: readonly string[], place: string | null, onLater?: () => void): Promise<SignInOutcome>
  /** Stops trying these credentials, if they are what is being tried. */
  giveUp(credentials: Credentials): boolean
  /** Looks whether these are right, and changes nothing here. */
  verify(credentials: Credentials, servers: readonly string[]): Promise<SignInOutcome>
  signOut(): Promise<void>
  /**
   * Comes back to the session that was there before a restart, by the recorder's key (spec LB18). Resolves when that is decided: by the server, or by
   * somebody who signed in or out meanwhile. A sign-in that fails decides nothing.
   */
  restore(servers: readonly string[]): Promise<void>
  close(): void
}

/** How long credentials are tried when no server answers: a ticket counts no longer, and a password is not kept longer. */
const keepTryingMs = { ticket: 30_000, basic: 60_000 } as const
const pauseMs = 2_000
/** A server that cannot now is as good as one that does not answer. */
const notNow = [0, 502, 503, 504]

/** What is being tried, until it is decided, superseded, or its time is over. */
type Attempt = {
  readonly credentials: Credentials
  readonly servers: readonly string[]
  readonly place: string | null
  readonly superseded: AbortController
  readonly timeIsOver: AbortController
  /** It has come to its end. */
  readonly stopTime: () => void
}
type Found = {
  readonly hotseat: Hotseat
  readonly server: string
  readonly document: SessionDocument
  readonly keep: () => Promise<void>
}

/** A sign-on over the client. */
export function createSignOn({ world, clock, version, log, onSeat }: SignOnPorts): SignOn {
  let seated: Seated | null = null
  let attempt: Attempt | null = null
  let restoring: AbortController | null = null

  /** Whoever signs in or out later makes what is still tried void. */
  function supersede(): void {
    attempt?.superseded.abort()
    attempt = null
  }

  async function tryOnce(
    { credentials, servers, place, timeIsOver }: Pick<Attempt, 'credentials' | 'servers' | 'place' | 'timeIsOver'>,
    store: () => TrialStore,
  ): Promise<Found | HotseatError | null> {
    for (const server of servers) {
      if (timeIsOver.signal.aborted) return null
      const own = store()
      const hotseat = createHotseat({ origin: server, credential: 'bearer', world: worldOf(world, own, timeIsOver.signal) })
      try {
        const document = await present(hotseat, credentials, place, version)
        return { hotseat, server, document, keep: own.keep }
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

  async function tryToSignIn(own: Attempt): Promise<SignInOutcome> {
    const found = await tryOnce(own, () => createTrialStore(world.store))
    if (own.superseded.signal.aborted) {
      if (found !== null && !(found instanceof HotseatError)) dismiss(found)
      return { kind: 'superseded' }
    }
    if (found === null) return { kind: 'unreachable' }
    own.stopTime()
    if (found instanceof HotseatError) return { kind: 'refused', error: found }
    if (found.document.mustEnrol) {
      dismiss(found)
      return { kind: 'refused', error: needsSecondFactor() }
    }
    restoring?.abort()
    found.keep().catch((error: unknown) => log.error({ err: error }, 'the data folder cannot be written'))
    take(found.hotseat, found.server, found.document)
    return { kind: 'signedIn', user: found.document.user }
  }

  async function keepTrying(own: Attempt): Promise<SignInOutcome> {
    for (;;) {
      await new Promise<void>((resolve) => {
        clock.after(pauseMs, resolve)
      })
      if (own.superseded.signal.aborted) return { kind: 'superseded' }
      if (own.timeIsOver.signal.aborted) {
        log.warn('no server answered; the credentials are forgotten')
        return { kind: 'unreachable' }
      }
      const outcome = await tryToSignIn(own)
      if (outcome.kind !== 'unreachable') return outcome
    }
  }

  /** With an attempt its credentials are forgotten. */
  function end(own: Attempt): void {
    own.stopTime()
    if (attempt === own) attempt = null
  }

  return {
    get seated() {
      return seated
    },
    get line() {
      if (seated === null) return restoring === null ? 'none' : 'lost'
      const { kind } = seated.hotseat.status
      return kind === 'connected' || kind === 'checking' ? 'connected' : 'lost'
    },
    async signIn(credentials, servers, place, onLater) {
      supersede()
      const timeIsOver = new AbortController()
      const stopTime = clock.after(keepTryingMs[credentials.kind], () => timeIsOver.abort())
      const own = { credentials, servers, place, superseded: new AbortController(), timeIsOver, stopTime }
      attempt = own
      const outcome = await tryToSignIn(own).catch((error: unknown) => {
        end(own)
        throw error
      })
      if (outcome.kind !== 'unreachable') end(own)
      else
        keepTrying(own)
          .then(({ kind }) => kind === 'signedIn' && onLater?.())
          .catch((error: unknown) => log.error({ err: error }, 'a sign-in failed'))
          .finally(() => end(own))
      return outcome
    },
    giveUp(credentials) {
      if (attempt === null || !isSameClaim(attempt.credentials, credentials)) return false
      supersede()
      return true
    },
    async verify(credentials, servers) {
      // Nothing of it is kept: the session that goes on here is found again after a restart.
      const once = { credentials, servers, place: null, timeIsOver: new AbortController() }
      const found = await tryOnce(once, () => createTrialStore(createPassingStore()))
      if (found === null) return { kind: 'unreachable' }
      if (found instanceof HotseatError) return { kind: 'refused', error: found }
      await found.hotseat.signOut({ alone: true }).catch(() => undefined)
      found.hotseat.close()
      return { kind: 'signedIn', user: found.document.user }
    },
    async signOut() {
      supersede()
      restoring?.abort()
      const own = seated
      if (own === null) return
      await own.hotseat.signOut({ alone: true }).catch(() => undefined)
      leave(own)
    },
    async restore(servers) {
      const own = new AbortController()
      restoring = own
      own.signal.addEventListener('abort', () => {
        restoring = null
      })
      const findSession = async (server: string) => {
        const hotseat = createHotseat({ origin: server, credential: 'bearer', world })
        const decided = new Promise<null>((resolve) => {
          own.signal.addEventListener('abort', () => resolve(null))
        })
        // Whoever signs in meanwhile is who is here; the client of before would keep its own session in the place of theirs.
        const document = await Promise.race([hotseat.restore().catch(() => null), decided])
        if (document === null || own.signal.aborted) return hotseat.close()
        own.abort()
        take(hotseat, server, document)
      }
      await Promise.all(servers.map(findSession))
      if (restoring === own) restoring = null
    },
    close() {
      supersede()
      restoring?.abort()
      seated?.hotseat.close()
    },
  }
}

/** A session that nobody wants any more. */
function dismiss({ hotseat }: Found): void {
  hotseat
    .signOut({ alone: true })
    .catch(() => undefined)
    .finally(() => hotseat.close())
}

/** The world of one sign-in: what it writes is its own, and no request of it outlives its time (spec LB13). */
function worldOf(world: World, store: Store, timeIsOver: AbortSignal): World {
  const fetch: World['fetch'] = (url, init) =>
    world.fetch(url, { ...init, signal: init.signal ? AbortSignal.any([init.signal, timeIsOver]) : timeIsOver })
  return { ...world, store, fetch }
}

function isSameClaim(one: Credentials, other: Credentials): boolean {
  if (one.kind === 'ticket') return other.kind === 'ticket' && one.ticket === other.ticket
  return other.kind === 'basic' && one.username === other.username && one.password === other.password
}

/** A person who has to set up a second factor does that at the desk. */
function needsSecondFactor(): HotseatError {
  return new HotseatError({ code: 'secondFactor.missing', title: 'Set up your second factor at the desk first.', status: 403 })
}

/** The password goes into one request; what is kept is the key (spec LB11, S-41). */
function present(hotseat: Hotseat, credentials: Credentials, place: string | null, version: string): Promise<SessionDocument> {
  if (credentials.kind === 'ticket')
    return hotseat.signInByTicket({ ticket: credentials.ticket, version, ...(place === null ? {} : { place }) })
  const { username, password } = credentials
  return hotseat.signIn({ username, password, application: 'recorder', ...(place === null ? {} : { place }) })
}
