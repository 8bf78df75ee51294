import { acqueon } from './acqueon.ts'
import { ameyo } from './ameyo.ts'
import { basicOf } from './genesys.ts'
import { ipcortex } from './ipcortex.ts'
import { askToSignIn, call, native } from './native.ts'
import type { Vendor } from './vendor.ts'

/** Gets ready where a session is needed, and then tries a wrong password by this call each time. */
type Guess = (url: string, username: string, wrong: string) => Promise<() => Promise<unknown>>

const next = 'another horse and another battery'
const start = { operationName: 'StartContactCenterSession', channels: ['voice'] }

/** How a password is guessed through each call that can verify one: named as the table of operations and the adapters do. */
export const guesses: Readonly<Record<string, Guess>> = {
  'native signIn': async (url, username, wrong) => () => askToSignIn(url, username, wrong),
  'native changePassword': byChange(native, '/v1/password', (wrong) => ({ current: wrong, next })),
  'acqueon Agent/SetUserInfo': bySignIn(acqueon),
  'ameyo POST /ameyorestapi/userLogin/login': bySignIn(ameyo),
  'ameyo POST /ameyorestapi/session/changePassword': byChange(ameyo, '/ameyorestapi/session/changePassword', (wrong) => ({
    oldPassword: wrong,
    newPassword: next,
  })),
  'ipcortex POST /rest/auth/': bySignIn(ipcortex),
  // Every call of this API takes a password.
  'genesys GET /api/v2/me': byBasic('GET', '/me'),
  'genesys GET /api/v2/me/': byBasic('GET', '/me/'),
  'genesys POST /api/v2/me': byBasic('POST', '/me', start),
  'genesys POST /api/v2/me/': byBasic('POST', '/me/', start),
  'genesys GET /api/v2/me/devices': byBasic('GET', '/me/devices'),
  'genesys GET /api/v2/me/channels': byBasic('GET', '/me/channels'),
  'genesys GET /api/v2/me/channels/:channel': byBasic('GET', '/me/channels/voice'),
  'genesys POST /api/v2/me/channels/:channel': byBasic('POST', '/me/channels/voice', { operationName: 'Ready' }),
  'genesys GET /api/v2/notifications': byBasic('GET', '/notifications'),
}

function bySignIn(vendor: Vendor): Guess {
  return async (url, username, wrong) => () => vendor.signIn(url, username, wrong)
}

function byChange(vendor: Vendor, path: string, bodyOf: (wrong: string) => object): Guess {
  return async (url, username, wrong) => {
    const session = await vendor.signIn(url, username)
    if (session === null) throw new Error(`${vendor.name} refuses ${username}`)
    return () => call(url, 'POST', path, session.headers, bodyOf(wrong))
  }
}

function byBasic(method: string, path: string, body?: object): Guess {
  return async (url, username, wrong) => {
    const headers = { authorization: basicOf(username, wrong) }
    return () => call(url, method, `/api/v2${path}`, headers, body)
  }
}
