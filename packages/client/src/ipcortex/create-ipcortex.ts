import { createAuth } from './auth.ts'
import { callBack } from './call-back.ts'
import { companyOf } from './company.ts'
import { IpcortexError, tell } from './errors.ts'
import { runSteps, saveHistory, setChatOffline } from './exit.ts'
import { createLiveFeed } from './feed.ts'
import { findCallback, parseLoginCall } from './login-call.ts'
import type { Place } from './place.ts'

/** The API's global object: what `IPCortex.PBX` offers, for one page. */
export function createIpcortex(place: Place) {
  const auth = createAuth(place)
  const feed = createLiveFeed(auth)
  const requireHotseat = () => {
    if (auth.hotseat === null) throw new IpcortexError('session.missing', 'Sign in first.')
    return auth.hotseat
  }
  /** Begins at once, by what was said so far: `setHost` right after it is for later. What throws at once rejects, too. */
  const told = <T>(work: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve) => resolve(work())).catch((error: unknown) => Promise.reject(tell(error)))
  const logout = () =>
    told(async () => {
      await feed.stop()
      await auth.logout()
    })

  const Auth = {
    login(...args: unknown[]): Promise<void> {
      const done = told(() => auth.login(parseLoginCall(args)))
      const callback = findCallback(args)
      if (callback === null) return done
      return done.then(
        () => callBack(callback, true, ''),
        (error: IpcortexError) => callBack(callback, false, error.message),
      )
    },
    logout,
    exit: (options?: unknown) =>
      told(() => {
        const wanted = Array.isArray(options) ? options[0] : options
        const withLogout = typeof wanted === 'object' && wanted !== null && 'logout' in wanted && Boolean(wanted.logout)
        return runSteps([
          { step: 'chat', run: async () => setChatOffline(requireHotseat()) },
          { step: 'history', run: async () => saveHistory(requireHotseat()) },
          { step: 'phone', run: async () => requireHotseat().call('releasePhonePassword', {}) },
          ...(withLogout ? [{ step: 'logout' as const, run: logout }] : []),
        ])
      }),
    getSubID: () => auth.getSubID(),
    setHost: (uri: unknown) => {
      if (auth.setHost(uri)) void feed.stop()
    },
    setWSHost: (uri: unknown) => {
      auth.setWSHost(uri)
    },
    /** Gives the phone password up; with `getnew` there is a new one, which it resolves with. */
    rtcReset: (getnew?: unknown) =>
      told(async () => {
        const hotseat = requireHotseat()
        if (getnew) return hotseat.call('renewPhonePassword', {})
        await hotseat.call('releasePhonePassword', {})
        return undefined
      }),
    setCompany: (company: unknown) => told(() => auth.setCompany(company)),
    get id() {
      return auth.session?.user.id ?? null
    },
    get uname() {
      return auth.session?.user.username ?? null
    },
    get name() {
      return auth.session?.user.name ?? null
    },
    get company() {
      return auth.session === null ? null : companyOf(auth.session.user.tenant)
    },
  }

  return {
    PBX: {
      Auth,
      startFeed: (...args: unknown[]) => told(() => feed.start(args)),
      stopFeed: () => feed.stop(),
      pauseFeed: () => feed.pause(),
      /** Requests are never reused here, so there is nothing to stop. */
      httpStopReuse: async () => undefined,
      /** Ours: the agent's voice state, null for who is no agent. */
      get state() {
        return auth.session?.agent?.states.find(({ medium }) => medium === 'voice')?.state ?? null
      },
      /** Ours: asks for another voice state. */
      setState: (state: 'READY' | 'NOT_READY', reasonCode?: number) =>
        told(async () => {
          const body = { medium: 'voice', state, ...(reasonCode !== undefined && { reasonCode }) }
          await requireHotseat().call('setState', { body })
        }),
    },
  }
}
