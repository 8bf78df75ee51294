import type { SessionDocument } from '@hotseat/protocol'
import type { Hotseat } from '../hotseat.ts'
import type { World } from '../world.ts'
import { callBack } from './call-back.ts'
import { companyForm, companyOf, findTenantOf } from './company.ts'
import { IpcortexError } from './errors.ts'
import { parseHost } from './host.ts'
import { createLabels, type Label, labelOfUser } from './labels.ts'
import type { LoginOptions } from './login-call.ts'
import type { Place } from './place.ts'
import { restSignIn, type Typed } from './rest-sign-in.ts'
import { createSeats, findSession } from './seats.ts'

/** Who is signed in here, and how they come in and go. */
export type Auth = {
  readonly world: World
  /** The session that this page works in; null when it is signed in to none. */
  readonly session: SessionDocument | null
  readonly hotseat: Hotseat | null
  /** Tells when the page left its session for another one. */
  onLeft(listener: () => void): void
  /** The server; throws `IpcortexError` when nothing says which. */
  host(): string
  login(options: LoginOptions): Promise<void>
  logout(): Promise<void>
  getSubID(): string
  /** True when it is another one: then the page has no session here, and its clients are closed. */
  setHost(uri: unknown): boolean
  setWSHost(uri: unknown): void
  setCompany(company: unknown): Promise<void>
}

/** The sign-on of one page. */
export function createAuth(place: Place): Auth {
  let origin = place.origin
  let wsHost: string | null = null
  /** Set by `getSubID` or by the option `subid`; null: sessions are shared. */
  let choose: (() => Promise<Label>) | null = null
  let asking: Promise<void> | null = null
  let onLeft: () => void = () => undefined
  let stopWatching: () => void = () => undefined
  const world = place.createWorld(() => wsHost)
  const seats = createSeats(world, () => onLeft())
  const labels = createLabels(place, world)

  const host = () => {
    if (origin === null) throw new IpcortexError('host.missing', 'Say where the server is: IPCortex.PBX.Auth.setHost(…).')
    return origin
  }

  /** The page works in this session from now on, unless it has been sent to another host meanwhile. */
  function take(hotseat: Hotseat, at: string): void {
    if (at === origin && seats.take(hotseat)) return
    throw new IpcortexError('host.changed', 'The host was changed while this was under way.')
  }

  function enterSession(hotseat: Hotseat, at: string, label: Label): void {
    take(hotseat, at)
    labels.remember(label)
    stopWatching()
    stopWatching = hotseat.on('session', (document) => {
      if (document !== null) return
      stopWatching()
      labels.forget(label)
    })
  }

  async function signIn(options: LoginOptions, at: string, typed: Typed): Promise<void> {
    const wantsToken = options.tokenCB !== undefined && options.notoken !== true
    // Without a key nothing could bring a bearer session back but its token.
    if (wantsToken || (world.subtle === null && at !== world.pageOrigin)) {
      return carryOn(options, at, await restSignIn(world, at, typed))
    }
    const label = (await choose?.()) ?? labelOfUser(typed.username)
    await seats.use({ origin: at, label }, async (hotseat) => {
      const document = await hotseat.signIn({ ...typed, application: 'ipcortex', takeOver: true })
      if (document.mustEnrol) {
        await hotseat.signOut()
        throw new IpcortexError('session.enrolSecondFactor', `Set up your second factor first, at ${at}.`)
      }
      enterSession(hotseat, at, label)
    })
  }

  /** A token's session is this page's alone: other tabs come in by the token. */
  async function carryOn({ tokenCB, notoken }: LoginOptions, at: string, token: string): Promise<void> {
    const label = { subId: world.randomLabel(), isListed: false }
    const { session } = await seats.use({ origin: at, label, credential: 'bearer' }, async (hotseat) => {
      const document = await hotseat.carryOn(token)
      take(hotseat, at)
      return document
    })
    if (notoken !== true && tokenCB !== undefined) callBack(tokenCB, { [token]: { expires: session.expiresAt } })
  }

  async function useTokens(options: LoginOptions, at: string, tokens: readonly string[]): Promise<void> {
    let last: unknown = new IpcortexError('session.missing', 'There is no token.')
    for (const token of tokens) {
      try {
        return await carryOn(options, at, token)
      } catch (error) {
        last = error
      }
    }
    throw last
  }

  async function findLive(at: string, username?: string): Promise<boolean> {
    const session = seats.current?.session
    if (session && isNamed(username, session)) return true
    for (const label of choose === null ? labels.candidates() : [await choose()]) {
      const isFound = await seats.use({ origin: at, label }, async (hotseat) => {
        const document = await findSession(hotseat)
        if (document === null || document.mustEnrol || !isNamed(username, document)) return false
        enterSession(hotseat, at, label)
        return true
      })
      if (isFound) return true
    }
    return false
  }

  function askForCredentials(options: LoginOptions): Promise<void> {
    const { ask } = place
    if (ask === null || options.nodom) {
      return Promise.reject(new IpcortexError('login.credentials', 'Nobody is signed in, and nobody can be asked here.'))
    }
    // Whoever types means the host of now, which may be another one than when they were asked.
    asking ??= ask((typed) => signIn(options, host(), typed)).finally(() => {
      asking = null
    })
    return asking
  }

  return {
    world,
    host,
    get session() {
      return seats.current?.session ?? null
    },
    get hotseat() {
      return seats.current?.session ? seats.current : null
    },
    onLeft(listener) {
      onLeft = listener
    },
    async login(options) {
      const at = host()
      const { subid } = options
      if (subid !== undefined) choose = () => labels.given(subid)
      const { username, password, oneTimeCode, token = [] } = options
      if (options.checkonly) {
        if (await findLive(at, username)) return
        throw new IpcortexError('signIn.none', 'Nobody is signed in.')
      }
      const typed = username !== undefined && password !== undefined ? { username, password } : null
      if (token.length > 0) {
        const done = await useTokens(options, at, token).then(
          () => true,
          (error: unknown) => (typed === null ? Promise.reject(error) : false),
        )
        if (done) return
      }
      if (typed !== null) return signIn(options, at, { ...typed, ...(oneTimeCode !== undefined && { oneTimeCode }) })
      if (!(await findLive(at, username))) await askForCredentials(options)
    },
    async logout() {
      // A page that never signed in here means the session that it would go on in; one that is out already means nobody’s.
      if (seats.current === null && origin !== null) await findLive(origin).catch(() => false)
      // The label of the browser's shared session isolates nobody; what `subid` and `getSubID` name does.
      if (seats.current?.session) await seats.current.signOut(choose === null ? { alone: false } : {})
    },
    getSubID() {
      choose = labels.own
      // The tab claims its label now: one that is a duplicate of another finds a new one before it signs in (S-26).
      void labels.own()
      return labels.ownText()
    },
    setHost(uri) {
      const next = parseHost(uri, 'https')
      if (next === origin) return false
      origin = next
      seats.leave()
      return true
    },
    setWSHost(uri) {
      wsHost = parseHost(uri, 'wss')
    },
    async setCompany(company) {
      const { current } = seats
      const { session } = current ?? {}
      if (!current || !session) throw new IpcortexError('session.missing', 'Sign in first.')
      if (typeof company !== 'string' || !companyForm.test(company)) {
        throw new IpcortexError('company.invalid', 'A company id is 1 to 32 letters, digits and _.')
      }
      if (companyOf(session.user.tenant) === company) return
      const tenant = findTenantOf(company, session.user.tenants)
      if (tenant === undefined) throw new IpcortexError('session.tenant', 'You do not belong to this company.')
      await current.call('switchTenant', { body: { tenant } })
    },
  }
}

/** Whether somebody is who was asked for; a name may have its tenant beside it. */
function isNamed(typed: string | undefined, { user }: SessionDocument): boolean {
  if (typed === undefined) return true
  const name = typed.toLowerCase().normalize('NFC')
  return [user.username, `${user.tenant}\\${user.username}`, `${user.username}@${user.tenant}`].includes(name)
}
