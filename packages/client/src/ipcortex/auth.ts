import type { SessionDocument } from '@hotseat/protocol'
import type { Hotseat } from '../hotseat.ts'
import type { World } from '../world.ts'
import { companyForm, companyOf, findTenantOf } from './company.ts'
import { IpcortexError } from './errors.ts'
import { parseHost } from './host.ts'
import type { LoginOptions } from './login-call.ts'
import type { Place } from './place.ts'
import { restSignIn, type Typed } from './rest-sign-in.ts'
import { createSeats, findSession, type Label, labelOfUser } from './seats.ts'

/** Who is signed in here, and how they come in and go. */
export type Auth = {
  readonly world: World
  /** The session that this page works in; null when it is signed in to none. */
  readonly session: SessionDocument | null
  readonly hotseat: Hotseat | null
  /** The server; throws `IpcortexError` when nothing says which. */
  host(): string
  login(options: LoginOptions): Promise<void>
  logout(): Promise<void>
  getSubID(): string
  setHost(uri: unknown): void
  setWSHost(uri: unknown): void
  setCompany(company: unknown): Promise<void>
}

const subKey = 'hotseat.sub'

/** The sign-on of one page. */
export function createAuth(place: Place): Auth {
  let origin = place.origin
  let wsHost: string | null = null
  /** Set by `getSubID` or by the option `subid`; null: sessions are shared. */
  let chosen: Label | null = null
  let current: Hotseat | null = null
  let asking: Promise<void> | null = null
  const world = place.createWorld(() => wsHost)
  const seats = createSeats(place, world)

  const host = () => {
    if (origin === null) throw new IpcortexError('host.missing', 'Say where the server is: IPCortex.PBX.Auth.setHost(…).')
    return origin
  }

  function enterSession(hotseat: Hotseat, label: Label): void {
    current = hotseat
    seats.remember(label)
    const stop = hotseat.on('session', (document) => {
      if (document !== null) return
      stop()
      seats.forget(label)
    })
  }

  async function signIn(options: LoginOptions, typed: Typed): Promise<void> {
    const at = host()
    const wantsToken = options.tokenCB !== undefined && options.notoken !== true
    // Without a key nothing could bring a bearer session back but its token.
    if (wantsToken || (world.subtle === null && at !== world.pageOrigin)) {
      return carryOn(options, await restSignIn(world, at, typed))
    }
    const label = chosen ?? labelOfUser(typed.username)
    const hotseat = seats.open(at, label)
    const document = await hotseat.signIn({ ...typed, takeOver: true })
    if (document.mustEnrol) {
      await hotseat.signOut()
      throw new IpcortexError('session.enrolSecondFactor', `Set up your second factor first, at ${at}.`)
    }
    enterSession(hotseat, label)
  }

  /** A token's session is this page's alone: other tabs come in by the token. */
  async function carryOn({ tokenCB, notoken }: LoginOptions, token: string): Promise<void> {
    const hotseat = seats.open(host(), { kind: 'shared', subId: world.randomLabel() }, 'bearer')
    const { session } = await hotseat.carryOn(token)
    current = hotseat
    if (notoken !== true) tokenCB?.({ [token]: { expires: session.expiresAt } })
  }

  async function useTokens(options: LoginOptions, tokens: readonly string[]): Promise<void> {
    let last: unknown = new IpcortexError('session.missing', 'There is no token.')
    for (const token of tokens) {
      try {
        return await carryOn(options, token)
      } catch (error) {
        last = error
      }
    }
    throw last
  }

  async function findLive(username?: string): Promise<boolean> {
    if (current?.session && isNamed(username, current.session)) return true
    for (const label of chosen === null ? seats.candidates() : [chosen]) {
      const hotseat = seats.open(host(), label)
      const document = await findSession(hotseat)
      if (document === null || document.mustEnrol || !isNamed(username, document)) continue
      enterSession(hotseat, label)
      return true
    }
    return false
  }

  function askForCredentials(options: LoginOptions): Promise<void> {
    const { ask } = place
    if (ask === null || options.nodom) {
      return Promise.reject(new IpcortexError('login.credentials', 'Nobody is signed in, and nobody can be asked here.'))
    }
    asking ??= ask((typed) => signIn(options, typed)).finally(() => {
      asking = null
    })
    return asking
  }

  return {
    world,
    host,
    get session() {
      return current?.session ?? null
    },
    get hotseat() {
      return current?.session ? current : null
    },
    async login(options) {
      host()
      if (options.subid !== undefined) chosen = labelOfSubId(options.subid)
      const { username, password, oneTimeCode, token = [] } = options
      if (options.checkonly) {
        if (await findLive(username)) return
        throw new IpcortexError('signIn.none', 'Nobody is signed in.')
      }
      const typed = username !== undefined && password !== undefined ? { username, password } : null
      if (token.length > 0) {
        const done = await useTokens(options, token).then(
          () => true,
          (error: unknown) => (typed === null ? Promise.reject(error) : false),
        )
        if (done) return
      }
      if (typed !== null) return signIn(options, { ...typed, ...(oneTimeCode !== undefined && { oneTimeCode }) })
      if (!(await findLive(username))) await askForCredentials(options)
    },
    async logout() {
      if (current === null && origin !== null) await findLive().catch(() => false)
      const hotseat = current
      current = null
      if (hotseat?.session) await hotseat.signOut()
    },
    getSubID() {
      const kept = place.tabLabels.read(subKey)
      const label = kept ?? world.randomLabel()
      if (kept === null) place.tabLabels.write(subKey, label)
      if (chosen?.kind !== 'own') chosen = { kind: 'own' }
      // The tab claims its label now: one that is a duplicate of another finds a new one before it signs in (S-26).
      if (origin !== null) seats.open(origin, chosen)
      return label
    },
    setHost(uri) {
      const next = parseHost(uri, 'https')
      if (next !== origin) current = null
      origin = next
    },
    setWSHost(uri) {
      wsHost = parseHost(uri, 'wss')
    },
    async setCompany(company) {
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

  /** What `getSubID` gave is this tab's own; another label is shared with whichever tab gives it. */
  function labelOfSubId(subId: string): Label {
    return subId === place.tabLabels.read(subKey) ? { kind: 'own' } : { kind: 'shared', subId }
  }
}

/** Whether somebody is who was asked for; a name may have its tenant beside it. */
function isNamed(typed: string | undefined, { user }: SessionDocument): boolean {
  if (typed === undefined) return true
  const name = typed.toLowerCase().normalize('NFC')
  return [user.username, `${user.tenant}\\${user.username}`, `${user.username}@${user.tenant}`].includes(name)
}
