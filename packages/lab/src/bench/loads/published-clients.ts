import { encodeRequest, type RawAnswer } from '../wire/http-connection.ts'
import { encodeTextFrame } from '../wire/socket-frames.ts'
import { password, requireJson, type Site } from './seat.ts'

/** The APIs whose clients call by HTTP. */
export type HttpApi = 'native' | 'ameyo' | 'genesys' | 'ipcortex'
/** What a signed-in client sends with every call. */
export type Held = Readonly<Record<string, string>>

/** A client of one API without a device key, as bytes: it signs in, and says that it is there. */
type HttpClient = {
  encodeSignIn(site: Site, username: string): Buffer
  /** Throws unless the answer is a sign-in. */
  hold(answer: RawAnswer): Held
  encodeKeepAlive(site: Site, held: Held): Buffer
}

const hostOf = ({ origin }: Site) => ({ host: origin.slice('http://'.length) })

/** The clients that call by HTTP. Where an API has no call for it, a sign of life is the lightest call that needs a session. */
export const httpClients: Readonly<Record<HttpApi, HttpClient>> = {
  native: {
    encodeSignIn(site, username) {
      return encodeRequest('POST', '/v1/sign-in', hostOf(site), { tenant: 'demo', username, password, credential: 'bearer' })
    },
    hold(answer) {
      const { accessToken } = requireJson<{ accessToken: { value: string } }>(answer)
      return { authorization: `Bearer ${accessToken.value}` }
    },
    encodeKeepAlive: (site, held) => encodeRequest('GET', '/v1/session', { ...hostOf(site), ...held }),
  },
  ameyo: {
    encodeSignIn(site, username) {
      return encodeRequest('POST', '/ameyorestapi/userLogin/login', hostOf(site), {
        userId: username,
        token: password,
        domain: 'demo',
      })
    },
    hold(answer) {
      const { userSessionInfo, authenticationState } = requireJson<AmeyoLogin>(answer)
      const { jwt } = authenticationState.authPolicyVsUserInfo['auth.type.passwd'].loginProperties
      return { sessionId: userSessionInfo.sessionId, authorization: jwt }
    },
    encodeKeepAlive(site, held) {
      const headers = { ...hostOf(site), ...held }
      return encodeRequest('POST', '/ameyorestapi/session/keepAliveWithPingPush', headers, { sessionId: held.sessionId })
    },
  },
  genesys: {
    encodeSignIn(site, username) {
      const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
      return encodeRequest('GET', '/api/v2/me', { ...hostOf(site), authorization })
    },
    hold: (answer) => cookieOf(answer),
    encodeKeepAlive: (site, held) => encodeRequest('GET', '/api/v2/me/channels', { ...hostOf(site), ...held }),
  },
  ipcortex: {
    encodeSignIn(site, username) {
      return encodeRequest('POST', '/rest/auth/', hostOf(site), { auth: { type: 'auth', username, password } })
    },
    // Its library works by the token on the native API.
    hold(answer) {
      const { user } = requireJson<{ user?: { session: string } }>(answer)
      if (user === undefined) throw new Error(answer.body)
      return { authorization: `Bearer ${user.session}` }
    },
    encodeKeepAlive: (site, held) => encodeRequest('GET', '/v1/session', { ...hostOf(site), ...held }),
  },
}

type AmeyoLogin = {
  userSessionInfo: { sessionId: string }
  authenticationState: { authPolicyVsUserInfo: { 'auth.type.passwd': { loginProperties: { jwt: string } } } }
}

function cookieOf(answer: RawAnswer): Held {
  requireJson(answer)
  return { cookie: /^set-cookie: ([^;\r\n]+)/im.exec(answer.head)?.[1] ?? '' }
}

const encodeEnvelope = (topic: string, subtopic: string, data?: object) =>
  encodeTextFrame(JSON.stringify({ channel: 'Cisco', topic, subtopic, source: 'bench', data }))

/** Acqueon's bus as bytes. */
export const bus = {
  path: '/compat/acqueon/bus',
  register: encodeEnvelope('Registration', 'Register'),
  encodeSignIn: (username: string, extension: string) =>
    encodeEnvelope('Agent', 'SetUserInfo', { username, password, extension }),
  /** The last of the events that follow a sign-in. */
  isSignedIn: (text: string) => text.includes('"SetWrapupCode"'),
  keepAlive: encodeEnvelope('Call', 'GetCallState'),
} as const
